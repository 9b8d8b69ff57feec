package dev.carillon.core.bus;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * In which partitions this node has subscriptions. Any thread. What is new is said to the cluster
 * at once, what has ended only by {@link #settle}: who reconnects finds it still open.
 */
final class PartitionInterest {
  private static final long ALL = -1;

  private final Cluster cluster;

  /** Subscriptions of each partition, and behind them those of all: with wildcards. */
  private final AtomicIntegerArray counts = new AtomicIntegerArray(Cluster.PARTITIONS + 1);

  private final ReentrantLock lock = new ReentrantLock();
  private long said;

  PartitionInterest(Cluster cluster) {
    this.cluster = cluster;
  }

  void raise(TopicPattern pattern) {
    if (counts.getAndIncrement(place(pattern)) == 0) {
      say(false);
    }
  }

  void lower(TopicPattern pattern) {
    counts.getAndDecrement(place(pattern));
  }

  /** Says what is not needed any more. */
  void settle() {
    say(true);
  }

  private void say(boolean less) {
    lock.lock();
    try {
      long mask = less ? mask() : mask() | said;
      if (mask != said) {
        said = mask;
        cluster.interest(mask);
      }
    } finally {
      lock.unlock();
    }
  }

  private long mask() {
    if (counts.get(Cluster.PARTITIONS) > 0) {
      return ALL;
    }
    long mask = 0;
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      if (counts.get(partition) > 0) {
        mask |= 1L << partition;
      }
    }
    return mask;
  }

  private static int place(TopicPattern pattern) {
    return pattern.isWildcard()
        ? Cluster.PARTITIONS
        : Envelope.partition(Topic.of(pattern.space(), pattern.text()));
  }
}
