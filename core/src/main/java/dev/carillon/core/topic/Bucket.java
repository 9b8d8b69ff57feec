package dev.carillon.core.topic;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one pattern, in no order. A live view: valid until the next change of its {@link
 * TopicIndex}, and confined to the same thread.
 */
public final class Bucket<E extends TopicIndex.Entry> extends Chained<Bucket<E>> {
  private final TopicPattern pattern;
  private @Nullable Object[] entries = new @Nullable Object[1];
  private int size;

  Bucket(TopicPattern pattern) {
    super(pattern.hashCode());
    this.pattern = pattern;
  }

  /** At least 1. */
  public int size() {
    return size;
  }

  /** The entry at {@code position}, 0 to {@code size() - 1}. */
  @SuppressWarnings("unchecked") // Only add() puts entries in.
  public E get(int position) {
    return (E) Objects.requireNonNull(entries[position]);
  }

  TopicPattern pattern() {
    return pattern;
  }

  boolean isOf(String space, String text) {
    return pattern.text().equals(text) && pattern.space().equals(space);
  }

  void add(E entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size < 4 ? 4 : size + (size >> 1));
    }
    entry.bucket = this;
    entry.position = size;
    entries[size++] = entry;
  }

  /** Moves the last entry to where {@code entry} was, so that the array stays dense. */
  void remove(E entry) {
    E last = get(--size);
    entries[entry.position] = last;
    last.position = entry.position;
    entries[size] = null;
    entry.bucket = null;
    if (size < entries.length / 4) {
      entries = Arrays.copyOf(entries, Math.max(1, entries.length / 2));
    }
  }
}
