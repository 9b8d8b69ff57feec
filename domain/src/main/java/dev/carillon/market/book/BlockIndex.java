package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.Arrays;

/**
 * The keys of one side's blocks in order; asked only when a block comes or goes.
 *
 * <p>A B-tree of two storeys: leaves of at most {@value #LEAF} keys, ascending, and one sorted
 * directory of the leaves with the lowest key each may hold. A search is two binary searches, a
 * change moves part of one leaf, and only every 32nd new key in one place moves part of the
 * directory: 40,000 keys are a directory of a thousand entries. The best keys are at the end of the
 * last leaf, so what changes most moves least. A leaf goes when it is empty; leaves are not merged,
 * since a directory of thin leaves is searched as fast.
 */
final class BlockIndex {
  private static final int LEAF = 64;
  private static final int HALF = LEAF / 2;

  /** The directory: the lowest key each leaf may hold, ascending; and the leaves. */
  private long[] bounds = {Long.MIN_VALUE, 0};

  private int[] leaves = {0, 1};
  private int count = 1;

  /** The leaves' rows, {@value #LEAF} entries each. */
  private long[] keys = new long[2 * LEAF];

  private int[] blocks = new int[2 * LEAF];
  private int[] sizes = new int[2];

  /**
   * Adds a key that is not there.
   *
   * @return the block of the next better key, {@link SlotMap#NONE} if it is the best
   */
  int add(long key, int block) {
    int place = place(key);
    int leaf = leaves[place];
    if (sizes[leaf] == LEAF) {
      split(place);
      if (key >= bounds[place + 1]) {
        place++;
      }
      leaf = leaves[place];
    }
    int start = leaf * LEAF;
    int end = start + sizes[leaf]++;
    int at = search(key, start, end);
    System.arraycopy(keys, at, keys, at + 1, end - at);
    System.arraycopy(blocks, at, blocks, at + 1, end - at);
    keys[at] = key;
    blocks[at] = block;
    if (at < end) {
      return blocks[at + 1];
    }
    return place + 1 < count ? blocks[leaves[place + 1] * LEAF] : NONE;
  }

  /** Removes a key that is there. */
  void remove(long key) {
    int place = place(key);
    int leaf = leaves[place];
    int start = leaf * LEAF;
    int end = start + --sizes[leaf];
    int at = search(key, start, end);
    System.arraycopy(keys, at + 1, keys, at, end - at);
    System.arraycopy(blocks, at + 1, blocks, at, end - at);
    if (end == start && count > 1) {
      drop(place);
    }
  }

  /** The place in the directory of the leaf that has or would have the key. */
  private int place(long key) {
    int low = 0;
    int length = count;
    while (length > 1) {
      int half = length >>> 1;
      low = bounds[low + half] <= key ? low + half : low;
      length -= half;
    }
    return low;
  }

  /** The first place from {@code start} on, {@code end} at most, whose key is not below. */
  private int search(long key, int start, int end) {
    int low = start;
    int length = end - start;
    while (length > 0) {
      int half = length >>> 1;
      boolean below = keys[low + half] < key;
      low = below ? low + half + 1 : low;
      length = below ? length - half - 1 : half;
    }
    return low;
  }

  private void split(int place) {
    if (count == leaves.length) {
      grow();
    }
    int from = leaves[place] * LEAF;
    int fresh = leaves[count];
    System.arraycopy(keys, from + HALF, keys, fresh * LEAF, HALF);
    System.arraycopy(blocks, from + HALF, blocks, fresh * LEAF, HALF);
    sizes[leaves[place]] = HALF;
    sizes[fresh] = HALF;
    System.arraycopy(bounds, place + 1, bounds, place + 2, count - place - 1);
    System.arraycopy(leaves, place + 1, leaves, place + 2, count - place - 1);
    bounds[place + 1] = keys[fresh * LEAF];
    leaves[place + 1] = fresh;
    count++;
  }

  /** Takes an empty leaf out of the directory; it waits behind the others to be used again. */
  private void drop(int place) {
    int empty = leaves[place];
    System.arraycopy(bounds, place + 1, bounds, place, count - place - 1);
    System.arraycopy(leaves, place + 1, leaves, place, count - place - 1);
    count--;
    leaves[count] = empty;
    bounds[0] = Long.MIN_VALUE;
  }

  /** All leaves are in use: as many again. */
  private void grow() {
    int more = 2 * count;
    bounds = Arrays.copyOf(bounds, more);
    leaves = Arrays.copyOf(leaves, more);
    sizes = Arrays.copyOf(sizes, more);
    keys = Arrays.copyOf(keys, more * LEAF);
    blocks = Arrays.copyOf(blocks, more * LEAF);
    for (int leaf = count; leaf < more; leaf++) {
      leaves[leaf] = leaf;
    }
  }
}
