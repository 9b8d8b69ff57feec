/**
 * The demo's instruments and prices that move like prices. Knows the domain of ticks; must not know
 * who is told of them.
 */
@NullMarked
package dev.carillon.demo.ticks;

import org.jspecify.annotations.NullMarked;
