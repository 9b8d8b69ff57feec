package dev.carillon.market.book;

/** Is shown price levels, best first. */
@FunctionalInterface
public interface LevelVisitor {
  /**
   * One level.
   *
   * @param price in ticks
   * @param shown lots it shows
   */
  void level(long price, long shown);
}
