package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

/** One side of a book: which levels it has, and which of them is the best. */
final class BookSide {
  /** The best key of a side where nobody is: worse than any. */
  private static final long NOBODY = Long.MIN_VALUE;

  private final Side side;
  private final Levels levels;
  private final SlotMap levelOfKey = new SlotMap();
  private final PriceIndex index = new PriceIndex();

  private int best = NONE;
  private long bestKey = NOBODY;
  private long total;

  BookSide(Side side, Levels levels) {
    this.side = side;
    this.levels = levels;
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
    return best;
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
    return levelOfKey.size();
  }

  /** The level of a price, {@link SlotMap#NONE} if there is none. */
  int find(long price) {
    return levelOfKey.get(key(price));
  }

  /** The level of a price, made if there is none. */
  int findOrAdd(long price) {
    long key = key(price);
    int level = levelOfKey.get(key);
    return level == NONE ? add(key) : level;
  }

  private int add(long key) {
    int level = levels.take(key);
    levelOfKey.put(key, level);
    int better = index.add(key, level);
    int worse = better == NONE ? best : levels.worse(better);
    levels.setBetter(level, better);
    levels.setWorse(level, worse);
    if (better == NONE) {
      best = level;
      bestKey = key;
    } else {
      levels.setWorse(better, level);
    }
    if (worse != NONE) {
      levels.setBetter(worse, level);
    }
    return level;
  }

  /** Removes a level whose queue is empty. */
  void remove(int level) {
    long key = levels.key(level);
    int better = levels.better(level);
    int worse = levels.worse(level);
    levelOfKey.remove(key);
    index.remove(key);
    if (worse != NONE) {
      levels.setBetter(worse, better);
    }
    if (better == NONE) {
      best = worse;
      bestKey = worse == NONE ? NOBODY : levels.key(worse);
    } else {
      levels.setWorse(better, worse);
    }
    levels.giveBack(level);
  }
}
