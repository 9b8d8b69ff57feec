package dev.carillon.core.hub;

import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Whether somebody on a shard may want a topic, for threads that publish: who publishes what nobody
 * on a loop wants need not wake it. It errs on one side only, so that what is wanted is never left
 * out.
 *
 * <p>Subscriptions are counted by a hash of their topic, those with wildcards by one of their
 * space. Changed by the shard's loop, asked by any thread.
 */
final class ShardInterest {
  /** 16 KiB a shard; beside 1,000 topics that are wanted, four in five others are seen as such. */
  private static final int EXACT = 4_096;

  private static final int SPACES = 64;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(EXACT + SPACES);

  void add(TopicPattern pattern) {
    counts.getAndIncrement(place(pattern));
  }

  void remove(TopicPattern pattern) {
    counts.getAndDecrement(place(pattern));
  }

  boolean mayWant(Topic topic) {
    return counts.get(exact(topic.hashCode())) > 0 || counts.get(space(topic.space())) > 0;
  }

  /** A pattern without wildcards has the hash of its topic. */
  private static int place(TopicPattern pattern) {
    return pattern.isWildcard() ? space(pattern.space()) : exact(pattern.hashCode());
  }

  private static int exact(int hash) {
    return spread(hash) & (EXACT - 1);
  }

  private static int space(String space) {
    return EXACT + (spread(space.hashCode()) & (SPACES - 1));
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
