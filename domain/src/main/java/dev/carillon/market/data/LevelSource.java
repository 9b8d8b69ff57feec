package dev.carillon.market.data;

/** A book whose best levels can be asked for. */
@FunctionalInterface
public interface LevelSource {
  /**
   * Fills in the best levels of a side, best first, each with the quantity that is shown (above 0).
   *
   * @param prices in ticks; how many levels are asked for is the length of the two arrays
   * @return how many levels were filled in: less than asked for when the side has no more
   */
  int levels(BookSide side, long[] prices, long[] lots);
}
