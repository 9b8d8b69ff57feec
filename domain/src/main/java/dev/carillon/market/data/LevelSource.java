package dev.carillon.market.data;

/** A book whose best levels can be asked for. */
@FunctionalInterface
public interface LevelSource {
  /** Gives at most {@code count} levels of a side, best first, each price once. */
  void forEachLevel(BookSide side, int count, Sink sink);

  /** Takes one level after the other. */
  @FunctionalInterface
  interface Sink {
    /**
     * The next level.
     *
     * @param lots what is shown there, above 0
     */
    void level(long priceTicks, long lots);
  }
}
