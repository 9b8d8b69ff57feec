/**
 * The FX desk: symbols, quotes, hedging accounts, their orders and positions; a deterministic
 * function of the commands and their times. Must not know clocks, threads, storage, or how anything
 * is shown.
 */
@NullMarked
package dev.carillon.desk;

import org.jspecify.annotations.NullMarked;
