package dev.carillon.ticks;

import java.util.List;

/**
 * The best prices at which others want to trade, the best first.
 *
 * @param buy who buys
 * @param sell who sells
 */
public record Depth(List<Level> buy, List<Level> sell) {
  /** So many on each side. */
  public static final int LEVELS = 5;

  /** Nothing is known of it. */
  public static final Depth UNKNOWN = new Depth(List.of(), List.of());

  /** Checks the number of levels. */
  public Depth {
    if (buy.size() > LEVELS || sell.size() > LEVELS) {
      throw new IllegalArgumentException(
          "levels: "
              + Math.max(buy.size(), sell.size())
              + " (expected: at most "
              + LEVELS
              + " on each side)");
    }
    buy = List.copyOf(buy);
    sell = List.copyOf(sell);
  }
}
