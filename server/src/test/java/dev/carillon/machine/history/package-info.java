@NullMarked
package dev.carillon.machine.history;

import org.jspecify.annotations.NullMarked;
