package dev.carillon.market.book;

import static dev.carillon.market.book.SlotMap.NONE;

import java.util.Arrays;

/**
 * The levels of one side in order: from a key to its level, and from a level to the next worse one.
 *
 * <p>Sixteen neighbouring keys are a block: a mask of those that have a level, and the levels, one
 * cache line of them. Blocks are found by a hash table and linked with the next better and the next
 * worse one; only when a block comes or goes is its place asked for ({@link BlockIndex}). Where
 * prices lie close, as they do near the middle of any market, that is rare, and a level comes or
 * goes by a bit.
 */
final class Ladder {
  private static final int BITS = 4;
  private static final int WIDTH = 1 << BITS;

  private static final int ROW = 4;
  private static final int MASK = 0;
  private static final int BETTER = 1;
  private static final int WORSE = 2;

  private final Levels levels;
  private final SlotMap blocks =
      new SlotMap() {
        @Override
        long keyOf(int block) {
          return keys[block];
        }
      };
  private final BlockIndex index = new BlockIndex();

  private long[] keys = new long[16];
  private int[] rows = new int[ROW * 16];
  private int[] levelAt = new int[WIDTH * 16];
  private int used;
  private int free = NONE;
  private int bestBlock = NONE;

  Ladder(Levels levels) {
    this.levels = levels;
  }

  /** The level of a key, {@link SlotMap#NONE} if there is none. */
  int find(long key) {
    int block = blocks.get(key >> BITS);
    return block != NONE && (rows[block * ROW + MASK] & bit(key)) != 0
        ? levelAt[block * WIDTH + offset(key)]
        : NONE;
  }

  /** The level of a key, made if there is none. */
  int findOrAdd(long key) {
    int block = blocks.get(key >> BITS);
    if (block == NONE) {
      block = addBlock(key >> BITS);
    }
    if ((rows[block * ROW + MASK] & bit(key)) != 0) {
      return levelAt[block * WIDTH + offset(key)];
    }
    int level = levels.take(key, block);
    rows[block * ROW + MASK] |= bit(key);
    levelAt[block * WIDTH + offset(key)] = level;
    return level;
  }

  /** Removes a level. */
  void remove(int level) {
    long key = levels.key(level);
    int block = levels.block(level);
    int left = rows[block * ROW + MASK] & ~bit(key);
    rows[block * ROW + MASK] = left;
    if (left == 0) {
      removeBlock(key >> BITS, block);
    }
    levels.giveBack(level);
  }

  /** The best level, {@link SlotMap#NONE} if there is none. */
  int best() {
    return bestOf(bestBlock);
  }

  /** The level next to trade after this one, {@link SlotMap#NONE} if it is the last. */
  int worse(int level) {
    int block = levels.block(level);
    int below = rows[block * ROW + MASK] & (bit(levels.key(level)) - 1);
    return below == 0 ? bestOf(rows[block * ROW + WORSE]) : levelAt[block * WIDTH + highest(below)];
  }

  private int bestOf(int block) {
    return block == NONE ? NONE : levelAt[block * WIDTH + highest(rows[block * ROW + MASK])];
  }

  private int addBlock(long blockKey) {
    int block = free;
    if (block == NONE) {
      block = used++;
      if (used * ROW > rows.length) {
        keys = Arrays.copyOf(keys, keys.length * 2);
        rows = Arrays.copyOf(rows, rows.length * 2);
        levelAt = Arrays.copyOf(levelAt, levelAt.length * 2);
      }
    } else {
      free = rows[block * ROW + WORSE];
    }
    int better = index.add(blockKey, block);
    int worse = better == NONE ? bestBlock : rows[better * ROW + WORSE];
    keys[block] = blockKey;
    rows[block * ROW + MASK] = 0;
    link(better, block);
    link(block, worse);
    blocks.put(blockKey, block);
    return block;
  }

  private void removeBlock(long blockKey, int block) {
    link(rows[block * ROW + BETTER], rows[block * ROW + WORSE]);
    index.remove(blockKey);
    blocks.remove(blockKey);
    rows[block * ROW + WORSE] = free;
    free = block;
  }

  private void link(int better, int worse) {
    if (better == NONE) {
      bestBlock = worse;
    } else {
      rows[better * ROW + WORSE] = worse;
    }
    if (worse != NONE) {
      rows[worse * ROW + BETTER] = better;
    }
  }

  private static int offset(long key) {
    return (int) key & (WIDTH - 1);
  }

  private static int bit(long key) {
    return 1 << offset(key);
  }

  private static int highest(int mask) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(mask);
  }
}
