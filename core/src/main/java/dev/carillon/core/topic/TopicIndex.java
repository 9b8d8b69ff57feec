package dev.carillon.core.topic;

/** Finds the subscriptions that match a topic. */
public final class TopicIndex<E extends TopicIndex.Entry> {
  private int size;

  /** Adds an entry under its pattern. */
  public void add(E entry) {
    size += entry.pattern().text().isEmpty() ? 0 : 1;
  }

  public int size() {
    return size;
  }

  /** What the index holds: one subscription to one pattern. */
  public abstract static class Entry {
    private final TopicPattern pattern;

    protected Entry(TopicPattern pattern) {
      this.pattern = pattern;
    }

    public final TopicPattern pattern() {
      return pattern;
    }
  }
}
