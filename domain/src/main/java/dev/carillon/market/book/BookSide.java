package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

/** One side of a book: its levels, which of them is the best, and how much there is. */
final class BookSide {
  /** The best key of a side where nobody is: worse than any. */
  private static final long NOBODY = Long.MIN_VALUE;

  private final Side side;
  private final Levels levels;
  private final Ladder ladder;

  private long bestKey = NOBODY;
  private long total;
  private int levelCount;

  BookSide(Side side, Levels levels) {
    this.side = side;
    this.levels = levels;
    ladder = new Ladder(levels);
  }

  Side side() {
    return side;
  }

  /** A price as a key of this side; the way back is the same. */
  long key(long price) {
    return side == Side.BUY ? price : -price;
  }

  long price(int level) {
    return key(levels.key(level));
  }

  /** The level that trades first, {@link SlotMap#NONE} if there is none. */
  int best() {
    return ladder.best();
  }

  /** The price of the best level, 0 if there is none. */
  long bestPrice() {
    return bestKey == NOBODY ? 0 : key(bestKey);
  }

  /** The level that trades after this one, {@link SlotMap#NONE} if there is none. */
  int worse(int level) {
    return ladder.worse(level);
  }

  /** Whether somebody here would trade at this price with an order of the other side. */
  boolean reaches(long price) {
    return bestKey >= key(price);
  }

  /** Lots of all its orders, hidden ones included. */
  long total() {
    return total;
  }

  void addTotal(long lots) {
    total += lots;
  }

  int levelCount() {
    return levelCount;
  }

  /** The level of a price, {@link SlotMap#NONE} if there is none. */
  int find(long price) {
    return ladder.find(key(price));
  }

  /** The level of a price, made if there is none. */
  int findOrAdd(long price) {
    long key = key(price);
    int level = ladder.findOrAdd(key);
    if (levels.head(level) == NONE) {
      levelCount++;
      bestKey = Math.max(bestKey, key);
    }
    return level;
  }

  /** Removes a level whose queue is empty. */
  void remove(int level) {
    boolean wasBest = levels.key(level) == bestKey;
    levelCount--;
    ladder.remove(level);
    if (wasBest) {
      int best = ladder.best();
      bestKey = best == NONE ? NOBODY : levels.key(best);
    }
  }
}
