package dev.carillon.market.history;

import dev.carillon.market.data.Interval;

/**
 * Which candles are asked for: the newest {@code limit} of those that opened in a time.
 *
 * @param fromMillis the earliest opening, milliseconds since 1970
 * @param toMillis the latest opening
 */
public record Span(String symbol, Interval interval, long fromMillis, long toMillis, int limit) {}
