/**
 * What the exchanges tell of their instruments: which there are, and the newest price of each.
 * Deterministic: no clock, no thread, no I/O; a tick brings its time along. Must not know who is
 * told, nor in which words.
 */
@NullMarked
package dev.carillon.ticks;

import org.jspecify.annotations.NullMarked;
