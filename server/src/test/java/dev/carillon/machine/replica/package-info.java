@NullMarked
package dev.carillon.machine.replica;

import org.jspecify.annotations.NullMarked;
