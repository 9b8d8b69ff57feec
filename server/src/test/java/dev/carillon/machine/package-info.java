@NullMarked
package dev.carillon.machine;

import org.jspecify.annotations.NullMarked;
