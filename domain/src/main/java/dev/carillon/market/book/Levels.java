package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.Arrays;

/**
 * The price levels of both sides, as rows of two arrays, each with the queue of its orders.
 *
 * <p>A level's key orders the levels of its side, the highest being the best: a bid's price, an
 * ask's price negated. So its sign is its side.
 */
final class Levels {
  private static final int ROW = 4;

  private static final int KEY = 0;
  private static final int SHOWN = 1;
  private static final int HIDDEN = 2;

  private static final int HEAD = 0;
  private static final int TAIL = 1;
  private static final int BLOCK = 2;

  private final Orders orders;
  private long[] numbers = new long[ROW * 64];
  private int[] links = new int[ROW * 64];
  private int used;
  private int free = NONE;

  Levels(Orders orders) {
    this.orders = orders;
  }

  /** A level without orders. */
  int take(long key, int block) {
    int level = free;
    if (level == NONE) {
      level = used++;
      if (used * ROW > links.length) {
        numbers = Arrays.copyOf(numbers, numbers.length * 2);
        links = Arrays.copyOf(links, links.length * 2);
      }
    } else {
      free = links[level * ROW + BLOCK];
    }
    int row = level * ROW;
    numbers[row + KEY] = key;
    numbers[row + SHOWN] = 0;
    numbers[row + HIDDEN] = 0;
    links[row + HEAD] = NONE;
    links[row + TAIL] = NONE;
    links[row + BLOCK] = block;
    return level;
  }

  void giveBack(int level) {
    links[level * ROW + BLOCK] = free;
    free = level;
  }

  long key(int level) {
    return numbers[level * ROW + KEY];
  }

  /** Lots its orders show. */
  long shown(int level) {
    return numbers[level * ROW + SHOWN];
  }

  /** Lots its orders hide. */
  long hidden(int level) {
    return numbers[level * ROW + HIDDEN];
  }

  void addShown(int level, long lots) {
    numbers[level * ROW + SHOWN] += lots;
  }

  void addHidden(int level, long lots) {
    numbers[level * ROW + HIDDEN] += lots;
  }

  /** The order that trades first. */
  int head(int level) {
    return links[level * ROW + HEAD];
  }

  /** The block of its ladder that it is in. */
  int block(int level) {
    return links[level * ROW + BLOCK];
  }

  /** Puts an order at the end of the queue. */
  void append(int level, int slot) {
    int row = level * ROW;
    int tail = links[row + TAIL];
    orders.setLevel(slot, level);
    orders.setEarlier(slot, tail);
    orders.setLater(slot, NONE);
    links[row + TAIL] = slot;
    if (tail == NONE) {
      links[row + HEAD] = slot;
    } else {
      orders.setLater(tail, slot);
    }
  }

  /** Takes an order out of the queue. */
  void unlink(int level, int slot) {
    int row = level * ROW;
    int earlier = orders.earlier(slot);
    int later = orders.later(slot);
    if (earlier == NONE) {
      links[row + HEAD] = later;
    } else {
      orders.setLater(earlier, later);
    }
    if (later == NONE) {
      links[row + TAIL] = earlier;
    } else {
      orders.setEarlier(later, earlier);
    }
  }
}
