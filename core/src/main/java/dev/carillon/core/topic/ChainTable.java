package dev.carillon.core.topic;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose items are their own chain links, and which shrinks again. Not thread-safe.
 *
 * <p>It leaves comparing keys to its caller, who walks the chain from {@link #first}: so a key may
 * be a part of a string that was never cut out.
 */
final class ChainTable<T extends Chained<T>> {
  private static final int MIN_SLOTS = 8;

  /** Odd, and its high bits depend on all bits of what it multiplies (2^32 / golden ratio). */
  private static final int SPREAD = 0x9E37_79B9;

  private @Nullable T[] slots = newSlots(MIN_SLOTS);
  private int size;

  int size() {
    return size;
  }

  int slots() {
    return slots.length;
  }

  /** The first item whose hash may be {@code hash}; the others follow by {@link Chained#next}. */
  @Nullable T first(int hash) {
    return slots[slot(hash)];
  }

  void add(T item) {
    if (size == slots.length / 2) {
      resize(slots.length * 2);
    }
    link(item);
    size++;
  }

  /** Takes out {@code item} itself, which must be in. */
  @SuppressWarnings("ReferenceEquality") // It is the item that leaves, not its like.
  void remove(T item) {
    int slot = slot(item.hash);
    T previous = null;
    T at = slots[slot];
    while (at != null && at != item) {
      previous = at;
      at = at.next;
    }
    if (at == null) {
      throw new IllegalStateException("item: not in this table");
    }
    if (previous == null) {
      slots[slot] = item.next;
    } else {
      previous.next = item.next;
    }
    item.next = null;
    size--;
    if (size < slots.length / 8 && slots.length > MIN_SLOTS) {
      resize(slots.length / 2);
    }
  }

  void forEach(Consumer<? super T> action) {
    for (T first : slots) {
      for (T item = first; item != null; item = item.next) {
        action.accept(item);
      }
    }
  }

  private void link(T item) {
    int slot = slot(item.hash);
    item.next = slots[slot];
    slots[slot] = item;
  }

  private void resize(int length) {
    @Nullable T[] old = slots;
    slots = newSlots(length);
    for (T first : old) {
      T item = first;
      while (item != null) {
        T next = item.next;
        link(item);
        item = next;
      }
    }
  }

  private int slot(int hash) {
    return (hash * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  @SuppressWarnings("unchecked") // Only T's are put in; an array of a type variable can't be made.
  private @Nullable T[] newSlots(int length) {
    return (@Nullable T[]) new Chained<?>[length];
  }
}
