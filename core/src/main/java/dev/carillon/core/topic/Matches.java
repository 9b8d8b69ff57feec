package dev.carillon.core.topic;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link TopicIndex#matching} found: one bucket for each pattern that matches. Made once and
 * filled again for every look-up, so that none of them allocates. Not thread-safe.
 *
 * <p>An entry stands in one bucket only; a subscriber with several patterns may stand in several.
 */
public final class Matches<E extends TopicIndex.Entry> {
  private final List<Bucket<E>> buckets = new ArrayList<>();

  /** How many patterns match. */
  public int buckets() {
    return buckets.size();
  }

  /** How many entries these patterns have together. */
  public int size() {
    int size = 0;
    for (int i = 0; i < buckets.size(); i++) {
      size += buckets.get(i).size();
    }
    return size;
  }

  /** The bucket at {@code position}, 0 to {@code buckets() - 1}. */
  public Bucket<E> bucket(int position) {
    return buckets.get(position);
  }

  /** Lets go of the buckets. */
  public void clear() {
    buckets.clear();
  }

  void add(Bucket<E> bucket) {
    buckets.add(bucket);
  }
}
