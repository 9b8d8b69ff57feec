/** Holds the architecture in place: directions, circles, sizes and what no code may do. */
@NullMarked
package dev.carillon.architecture;

import org.jspecify.annotations.NullMarked;
