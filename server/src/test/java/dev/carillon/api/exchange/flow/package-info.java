/**
 * Hours of simulated markets, and months of candles, heard by clients that know the document only.
 */
@NullMarked
package dev.carillon.api.exchange.flow;

import org.jspecify.annotations.NullMarked;
