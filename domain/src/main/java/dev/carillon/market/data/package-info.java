/**
 * What is shown of a market: candles, the ticker of a day, the best levels of a book and their
 * checksum. All of it follows from the trades, the levels and the times it is given: no clock, no
 * thread. Must not know how orders match, who owns them, or who listens.
 */
@NullMarked
package dev.carillon.market.data;

import org.jspecify.annotations.NullMarked;
