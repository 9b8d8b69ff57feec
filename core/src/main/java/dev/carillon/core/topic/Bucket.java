package dev.carillon.core.topic;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one pattern, in no order. A live view: valid until the next change of its {@link
 * TopicIndex}, and confined to the same thread.
 */
public final class Bucket<E extends TopicIndex.Entry> extends Chained<Bucket<E>> {
  /** The pattern's own, here so that a look-up need not go through pattern and entry. */
  private final String space;

  private final String text;
  private @Nullable Object[] entries = new @Nullable Object[1];
  private int size;

  Bucket(TopicPattern pattern) {
    super(pattern.hashCode());
    this.space = pattern.space();
    this.text = pattern.text();
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

  /** Only while it has entries. */
  TopicPattern pattern() {
    return get(0).pattern();
  }

  boolean isOf(String space, String text) {
    return this.text.equals(text) && this.space.equals(space);
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
