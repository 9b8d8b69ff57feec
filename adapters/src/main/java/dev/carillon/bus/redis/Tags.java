package dev.carillon.bus.redis;

import dev.carillon.core.cluster.Cluster;
import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash tags of what is kept and published in Redis: one for each partition, one for what nodes
 * say of themselves, one for the log.
 *
 * <p>A Redis Cluster gives each master a range of its 16,384 slots. The tag of partition p is the
 * first number, written to the base 36, whose slot lies in the middle of the p-th of 64 equal
 * parts, so any number of masters up to 64 has as many partitions as any other, give or take one.
 * Bare numbers as tags would lie where chance puts them. All nodes must use the same: the table
 * never changes.
 */
final class Tags {
  static final int CONTROL = Cluster.PARTITIONS;
  static final int LOG = CONTROL + 1;
  static final int COUNT = LOG + 1;

  private static final int PART = SlotHash.SLOT_COUNT / Cluster.PARTITIONS;
  private static final int MIDDLE = PART / 2;
  private static final int NEAR = 8;

  /** Slots far from each other, and away from the middles. */
  private static final int CONTROL_SLOT = 3 * PART + NEAR;

  private static final int LOG_SLOT = 40 * PART + NEAR;

  private final List<String> tags;

  Tags() {
    String[] found = new String[COUNT];
    int missing = COUNT;
    for (int i = 0; missing > 0; i++) {
      String tag = Integer.toString(i, 36);
      int index = indexOf(SlotHash.getSlot(tag));
      if (index >= 0 && found[index] == null) {
        found[index] = tag;
        missing--;
      }
    }
    tags = List.of(found);
  }

  String tag(int index) {
    return tags.get(index);
  }

  /** The slot of a tag. */
  int slot(int index) {
    return SlotHash.getSlot(tags.get(index));
  }

  /** All, partitions first. */
  List<String> all() {
    return new ArrayList<>(tags);
  }

  private static int indexOf(int slot) {
    if (Math.abs(slot - CONTROL_SLOT) < NEAR) {
      return CONTROL;
    }
    if (Math.abs(slot - LOG_SLOT) < NEAR) {
      return LOG;
    }
    return Math.abs(slot % PART - MIDDLE) < NEAR ? slot / PART : -1;
  }
}
