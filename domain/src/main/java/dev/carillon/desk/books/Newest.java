package dev.carillon.desk.books;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The newest of something, never more than so many. */
public final class Newest<T> {
  private final int most;
  private final Deque<T> things = new ArrayDeque<>();

  public Newest(int most) {
    this.most = most;
  }

  public void add(T thing) {
    if (things.size() == most) {
      things.removeFirst();
    }
    things.addLast(thing);
  }

  public int size() {
    return things.size();
  }

  /** Oldest first. */
  public Iterable<T> oldestFirst() {
    return things;
  }

  /** A copy, newest first. */
  public List<T> newestFirst() {
    List<T> copy = new ArrayList<>(things.size());
    for (Iterator<T> newest = things.descendingIterator(); newest.hasNext(); ) {
      copy.add(newest.next());
    }
    return copy;
  }
}
