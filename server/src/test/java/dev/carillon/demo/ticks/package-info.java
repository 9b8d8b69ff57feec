/** Tests of the demo's instruments and prices. */
@NullMarked
package dev.carillon.demo.ticks;

import org.jspecify.annotations.NullMarked;
