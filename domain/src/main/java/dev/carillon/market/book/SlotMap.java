package dev.carillon.market.book;

/**
 * From long keys to slots of a slab that knows the keys: open addressing, at most half full.
 *
 * <p>An entry is the slot and 32 bits of the key's hash, so that eight of them are a cache line and
 * the slab is asked for the key only when it is the right one (or once in four billion). Removing
 * moves the entries behind the hole back instead of leaving a tombstone: the table is the same
 * after a million orders as after a thousand, and never has to be cleaned.
 */
abstract class SlotMap {
  static final int NONE = -1;

  private static final int SMALLEST_BITS = 6;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
  private static final long TAG = 0xFFFF_FFFF_0000_0000L;

  /** The upper half of a spread key, and its slot plus 1; 0: nobody. */
  private long[] table = new long[1 << SMALLEST_BITS];

  /** Leaves as many upper bits of a spread key as it takes to number the places of the table. */
  private int shift = Long.SIZE - SMALLEST_BITS;

  private int size;

  /** The key of a slot that is in use. */
  abstract long keyOf(int slot);

  final int size() {
    return size;
  }

  /** The slot of a key, or {@link #NONE}. */
  final int get(long key) {
    return (int) table[place(key)] - 1;
  }

  /** Adds a key that is not there. */
  final void put(long key, int slot) {
    if (size * 2L >= table.length) {
      grow();
    }
    size++;
    insert(((key * SPREAD) & TAG) | (slot + 1L));
  }

  /** The slot the key had, or {@link #NONE}. */
  final int remove(long key) {
    int place = place(key);
    int slot = (int) table[place] - 1;
    if (slot != NONE) {
      size--;
      close(place);
    }
    return slot;
  }

  /** Where the key is, or the empty place where its run ends. */
  private int place(long key) {
    long[] entries = table;
    int mask = entries.length - 1;
    long spread = key * SPREAD;
    int at = (int) (spread >>> shift);
    long entry = entries[at];
    while (entry != 0 && !(((entry ^ spread) & TAG) == 0 && keyOf((int) entry - 1) == key)) {
      at = (at + 1) & mask;
      entry = entries[at];
    }
    return at;
  }

  private void insert(long entry) {
    long[] entries = table;
    int mask = entries.length - 1;
    int at = (int) (entry >>> shift);
    while (entries[at] != 0) {
      at = (at + 1) & mask;
    }
    entries[at] = entry;
  }

  /** Moves into the hole whoever comes later but may stand there, until the run of entries ends. */
  private void close(int first) {
    long[] entries = table;
    int mask = entries.length - 1;
    int hole = first;
    int next = (hole + 1) & mask;
    long entry = entries[next];
    while (entry != 0) {
      int distance = (next - (int) (entry >>> shift)) & mask;
      if (distance >= ((next - hole) & mask)) {
        entries[hole] = entry;
        hole = next;
      }
      next = (next + 1) & mask;
      entry = entries[next];
    }
    entries[hole] = 0;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    shift--;
    for (long entry : old) {
      if (entry != 0) {
        insert(entry);
      }
    }
  }
}
