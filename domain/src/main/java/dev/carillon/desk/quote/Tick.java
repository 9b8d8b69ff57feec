package dev.carillon.desk.quote;

/**
 * One quote as it comes in.
 *
 * @param bid in points
 * @param ask in points, at least the bid
 * @param timeMillis when it was made; 0: now. One that is older than the symbol's newest is left
 *     out
 */
public record Tick(String symbol, long bid, long ask, long timeMillis) {}
