/** Tests of what is known of instruments. */
@NullMarked
package dev.carillon.ticks;

import org.jspecify.annotations.NullMarked;
