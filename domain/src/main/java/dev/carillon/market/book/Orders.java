package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.Arrays;

/**
 * The resting orders as rows of two arrays; a row is a slot, used again when its order is gone.
 *
 * <p>Four numbers of an order lie in one array, its four links in the other: what a neighbour's
 * leaving changes is the links alone, and sixteen bytes of them are a quarter of a cache line.
 */
final class Orders {
  private static final int ROW = 4;

  private static final int ID = 0;
  private static final int SHOWN = 1;
  private static final int HIDDEN = 2;
  private static final int DISPLAY = 3;

  private static final int OWNER = 0;
  private static final int LEVEL = 1;
  private static final int EARLIER = 2;
  private static final int LATER = 3;

  private long[] numbers = new long[ROW * 64];
  private int[] links = new int[ROW * 64];

  /** Slots that were ever taken. */
  private int used;

  /** The slot that was given back last; the next one is its {@link #later}. */
  private int free = NONE;

  /** A free slot, its shown, hidden and display not yet set. */
  int take(long id, int owner) {
    int slot = free;
    if (slot == NONE) {
      slot = used++;
      if (used * ROW > links.length) {
        numbers = Arrays.copyOf(numbers, numbers.length * 2);
        links = Arrays.copyOf(links, links.length * 2);
      }
    } else {
      free = later(slot);
    }
    numbers[slot * ROW + ID] = id;
    links[slot * ROW + OWNER] = owner;
    return slot;
  }

  void giveBack(int slot) {
    setLater(slot, free);
    free = slot;
  }

  long id(int slot) {
    return numbers[slot * ROW + ID];
  }

  int owner(int slot) {
    return links[slot * ROW + OWNER];
  }

  /** Lots the book shows. */
  long shown(int slot) {
    return numbers[slot * ROW + SHOWN];
  }

  /** Lots of an iceberg that wait behind those it shows. */
  long hidden(int slot) {
    return numbers[slot * ROW + HIDDEN];
  }

  /** Lots of an iceberg's full slice; 0: no iceberg. */
  long display(int slot) {
    return numbers[slot * ROW + DISPLAY];
  }

  void setShown(int slot, long lots) {
    numbers[slot * ROW + SHOWN] = lots;
  }

  void setHidden(int slot, long lots) {
    numbers[slot * ROW + HIDDEN] = lots;
  }

  void setDisplay(int slot, long lots) {
    numbers[slot * ROW + DISPLAY] = lots;
  }

  int level(int slot) {
    return links[slot * ROW + LEVEL];
  }

  void setLevel(int slot, int level) {
    links[slot * ROW + LEVEL] = level;
  }

  /** Who stands before it in the level's queue. */
  int earlier(int slot) {
    return links[slot * ROW + EARLIER];
  }

  void setEarlier(int slot, int other) {
    links[slot * ROW + EARLIER] = other;
  }

  /** Who stands behind it in the level's queue. */
  int later(int slot) {
    return links[slot * ROW + LATER];
  }

  void setLater(int slot, int other) {
    links[slot * ROW + LATER] = other;
  }
}
