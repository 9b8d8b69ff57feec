package dev.carillon.core.topic;

/** Finds the subscriptions that match a topic. */
public final class TopicIndex<E extends TopicIndex.Entry> {
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
