package dev.carillon.core.topic;

import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subscriptions that match a topic. Not thread-safe: one event loop owns it.
 *
 * <p>It does not merge what one subscriber has by several patterns: each entry is found by its own.
 */
public final class TopicIndex<E extends TopicIndex.Entry> {
  /*
   * Entries with one pattern share a bucket, and one hash table finds the bucket by the pattern's
   * text. A topic's name is the text of the one exact pattern that matches it, so the exact matches
   * cost a single look-up with a hash the topic already knows. No topic has a `*` in its name, so
   * wildcards can live in the same table without being found by accident; they are in there so that
   * the second to the last subscriber of a pattern come and go without touching the trie.
   *
   * Buckets of wildcards also hang in a trie by segments: a node has literal children, one child for
   * `*`, the bucket of the pattern that ends there, and the bucket of the one that goes on with
   * `**`. A look-up walks at most two branches a segment, and never more nodes than the trie has.
   * The space is the first segment, and always literal: no wildcard reaches another space. Segments
   * are compared in place, by position in the topic's name; nothing is cut out, so a look-up does
   * not allocate.
   *
   * Invariants: a bucket in the table has entries; a bucket of a wildcard is in table and trie or in
   * neither; a node has children or a bucket; an entry knows its bucket and its place there, so it
   * leaves by a swap with the last. Tables and arrays shrink with what they hold: with all
   * unsubscribed, nothing is left.
   *
   * Why not one trie for all, as the textbook has it: each exact subscription would cost a chain of
   * nodes instead of one bucket, and each look-up a walk. Why not a cache of topic to matches: every
   * subscription would have to find the cached topics it changes, and topics named after users are
   * published to once and never again. Why not HashMap: it needs a key object for each part of a
   * name, an entry object for each item, and never shrinks. Why chains and not open addressing:
   * clients choose the names and can make many with one hash; in a chain they slow down only each
   * other, and the limit on subscriptions bounds how much.
   */
  private final ChainTable<Bucket<E>> buckets = new ChainTable<>();

  private final WildcardTrie<E> wildcards = new WildcardTrie<>();
  private int size;

  /**
   * Adds an entry under its pattern.
   *
   * @throws IllegalStateException when it is in an index already
   */
  public void add(E entry) {
    TopicPattern pattern = entry.pattern();
    if (entry.bucket != null) {
      throw new IllegalStateException("entry: " + pattern + " (expected: not in an index)");
    }
    Bucket<E> bucket = find(pattern.hashCode(), pattern.space(), pattern.text());
    if (bucket == null) {
      bucket = new Bucket<>(pattern);
      buckets.add(bucket);
      if (pattern.isWildcard()) {
        wildcards.add(pattern, bucket);
      }
    }
    bucket.add(entry);
    size++;
  }

  /**
   * Takes an entry out, which is in this index or in none.
   *
   * @return whether it was in
   */
  @SuppressWarnings("unchecked") // An entry's bucket is the one that took it as an E.
  public boolean remove(E entry) {
    Bucket<E> bucket = (Bucket<E>) entry.bucket;
    if (bucket == null) {
      return false;
    }
    bucket.remove(entry);
    size--;
    if (bucket.size() == 0) {
      buckets.remove(bucket);
      if (entry.pattern().isWildcard()) {
        wildcards.remove(entry.pattern(), bucket);
      }
    }
    return true;
  }

  /**
   * Fills {@code into} with the buckets of all patterns that match, and with nothing else. The
   * buckets are valid until the next {@link #add} or {@link #remove}. Does not allocate.
   */
  public void matching(Topic topic, Matches<E> into) {
    into.clear();
    Bucket<E> exact = find(topic.hashCode(), topic.space(), topic.name());
    if (exact != null) {
      into.add(exact);
    }
    if (!wildcards.isEmpty()) {
      wildcards.matching(topic, into);
    }
  }

  /** How many entries are in. */
  public int size() {
    return size;
  }

  /** How many different topics have entries of their own, those of wildcards not counted. */
  public int topics() {
    return buckets.size() - wildcards.patterns();
  }

  /** How many different patterns with wildcards have entries. */
  public int wildcards() {
    return wildcards.patterns();
  }

  /** Shows each entry, in no order. The index must not change meanwhile. */
  public void forEach(Consumer<E> action) {
    buckets.forEach(bucket -> {
      for (int i = 0; i < bucket.size(); i++) {
        action.accept(bucket.get(i));
      }
    });
  }

  /** Shows each pattern and how many entries have it, in no order: for tests. */
  void forEachPattern(ObjIntConsumer<TopicPattern> action) {
    buckets.forEach(bucket -> action.accept(bucket.pattern(), bucket.size()));
  }

  /** How much of tables is held, whether used or not: for tests of what is left behind. */
  int retained() {
    return buckets.slots() + wildcards.retained();
  }

  private @Nullable Bucket<E> find(int hash, String space, String text) {
    for (Bucket<E> bucket = buckets.first(hash); bucket != null; bucket = bucket.next) {
      if (bucket.hash == hash && bucket.isOf(space, text)) {
        return bucket;
      }
    }
    return null;
  }

  /** What the index holds: one subscription to one pattern. */
  public abstract static class Entry {
    private final TopicPattern pattern;

    /** Where the index keeps it; null: nowhere. Set by {@link Bucket}, as is the position. */
    @Nullable Bucket<?> bucket;

    int position;

    protected Entry(TopicPattern pattern) {
      this.pattern = pattern;
    }

    public final TopicPattern pattern() {
      return pattern;
    }
  }
}
