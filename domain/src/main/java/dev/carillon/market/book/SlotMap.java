package dev.carillon.market.book;

/**
 * From long keys to slots of a slab: open addressing, key and slot side by side in one array, at
 * most half full.
 *
 * <p>Removing moves the entries behind the hole back instead of leaving a tombstone, so that the
 * table is the same after a million orders as after a thousand, and never has to be cleaned.
 */
final class SlotMap {
  static final int NONE = -1;

  private static final int SMALLEST = 128;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** Pairs: a key, and its slot plus 1; where that is 0, nobody is. */
  private long[] table = new long[SMALLEST];

  private int shift = shiftOf(SMALLEST);
  private int size;

  int size() {
    return size;
  }

  /** The slot of a key, or {@link #NONE}. */
  int get(long key) {
    long[] pairs = table;
    int mask = pairs.length - 1;
    for (int at = home(key); ; at = (at + 2) & mask) {
      long found = pairs[at + 1];
      if (found == 0) {
        return NONE;
      }
      if (pairs[at] == key) {
        return (int) found - 1;
      }
    }
  }

  /** Adds a key that is not there. */
  void put(long key, int slot) {
    if (size * 4L >= table.length) {
      grow();
    }
    size++;
    insert(key, slot + 1L);
  }

  private void insert(long key, long found) {
    long[] pairs = table;
    int mask = pairs.length - 1;
    int at = home(key);
    while (pairs[at + 1] != 0) {
      at = (at + 2) & mask;
    }
    pairs[at] = key;
    pairs[at + 1] = found;
  }

  /** The slot the key had, or {@link #NONE}. */
  int remove(long key) {
    long[] pairs = table;
    int mask = pairs.length - 1;
    int at = home(key);
    while (pairs[at] != key || pairs[at + 1] == 0) {
      if (pairs[at + 1] == 0) {
        return NONE;
      }
      at = (at + 2) & mask;
    }
    int slot = (int) pairs[at + 1] - 1;
    size--;
    close(at);
    return slot;
  }

  /** Moves into the hole whoever comes later but may stand there, until the run of entries ends. */
  private void close(int hole) {
    long[] pairs = table;
    int mask = pairs.length - 1;
    for (int next = (hole + 2) & mask; pairs[next + 1] != 0; next = (next + 2) & mask) {
      int distance = (next - home(pairs[next])) & mask;
      if (distance >= ((next - hole) & mask)) {
        pairs[hole] = pairs[next];
        pairs[hole + 1] = pairs[next + 1];
        hole = next;
      }
    }
    pairs[hole + 1] = 0;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    shift = shiftOf(table.length);
    for (int at = 0; at < old.length; at += 2) {
      if (old[at + 1] != 0) {
        insert(old[at], old[at + 1]);
      }
    }
  }

  private int home(long key) {
    return (int) ((key * SPREAD) >>> shift) << 1;
  }

  /** Leaves as many upper bits of a spread key as there are pairs. */
  private static int shiftOf(int length) {
    return Long.SIZE - Integer.numberOfTrailingZeros(length) + 1;
  }
}
