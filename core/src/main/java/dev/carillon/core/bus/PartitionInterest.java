package dev.carillon.core.bus;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * In which partitions this node has subscriptions, and whether all nodes know. Any thread. What is
 * new is said to the cluster at once, what has ended only by {@link #settle}: who reconnects finds
 * it still open.
 *
 * <p>A partition is open when all nodes that live have heard that it is wanted here, or when that
 * was said {@link #PATIENCE_MILLIS} ago: a node that does not answer must not keep subscribers
 * waiting.
 */
final class PartitionInterest {
  static final long PATIENCE_MILLIS = 2_000;

  private static final long ALL = -1;

  private final Cluster cluster;
  private final LongSupplier nowMillis;

  /** Subscriptions of each partition, and behind them those of all: with wildcards. */
  private final AtomicIntegerArray counts = new AtomicIntegerArray(Cluster.PARTITIONS + 1);

  private final ReentrantLock lock = new ReentrantLock();

  /** Written in the lock, as all below. */
  private volatile long open;

  private long said;
  private boolean spoken;

  /** What was asked for since the last {@link #settle}. */
  private final AtomicLong asked = new AtomicLong();

  /** What was said and is not known to all, the oldest first. */
  private final Deque<Saying> unknown = new ArrayDeque<>();

  private final List<Runnable> waiting = new ArrayList<>();

  private static final class Saying {
    private final long sinceMillis;
    private long mask;

    Saying(long mask, long sinceMillis) {
      this.mask = mask;
      this.sinceMillis = sinceMillis;
    }
  }

  PartitionInterest(Cluster cluster, LongSupplier nowMillis) {
    this.cluster = cluster;
    this.nowMillis = nowMillis;
  }

  /** As {@link Bus#isOpen}. */
  boolean isOpen(TopicPattern pattern, Runnable then) {
    long wanted = wanted(place(pattern));
    if ((asked.get() & wanted) != wanted) {
      // Before it is looked whether it is open: see settle.
      asked.accumulateAndGet(wanted, (a, b) -> a | b);
    }
    if ((open & wanted) == wanted || !cluster.healthy()) {
      return true;
    }
    lock.lock();
    try {
      say(said | wanted);
      boolean known = (open & wanted) == wanted;
      if (!known) {
        waiting.add(then);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  void raise(TopicPattern pattern) {
    int place = place(pattern);
    if (counts.getAndIncrement(place) == 0) {
      lock.lock();
      try {
        say(said | wanted(place));
      } finally {
        lock.unlock();
      }
    }
  }

  void lower(TopicPattern pattern) {
    counts.getAndDecrement(place(pattern));
  }

  /**
   * Says what is not needed any more, and was not asked for since the last time either: who was
   * told that it is open subscribes soon.
   */
  void settle() {
    lock.lock();
    try {
      long before = open;
      long mask = mask() | (asked.getAndSet(0) & said);
      open = before & mask;
      // Who asked before that was written has left its mark; who asks now finds it closed.
      mask |= asked.get() & said;
      open = before & mask;
      say(mask);
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any longer for nodes that do not answer. To be called now and then. */
  void tick() {
    if (openLate() || !cluster.healthy()) {
      wake();
    }
  }

  private boolean openLate() {
    lock.lock();
    try {
      long late = nowMillis.getAsLong() - PATIENCE_MILLIS;
      int before = unknown.size();
      while (!unknown.isEmpty() && unknown.getFirst().sinceMillis <= late) {
        openFirst();
      }
      return unknown.size() < before;
    } finally {
      lock.unlock();
    }
  }

  private void say(long mask) {
    if (mask == said && spoken) {
      return;
    }
    said = mask;
    spoken = true;
    open &= mask;
    // Who hears only of the earlier one may hear next that it is not wanted.
    unknown.forEach(earlier -> earlier.mask &= mask);
    Saying saying = new Saying(mask, nowMillis.getAsLong());
    unknown.add(saying);
    cluster.interest(mask, () -> known(saying));
  }

  private void known(Saying saying) {
    lock.lock();
    try {
      while (unknown.contains(saying)) {
        openFirst();
      }
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** Whoever knows of one knows of those before it. */
  private void openFirst() {
    open |= unknown.removeFirst().mask;
  }

  private void wake() {
    List<Runnable> all;
    lock.lock();
    try {
      all = List.copyOf(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Runnable::run);
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

  private static long wanted(int place) {
    return place == Cluster.PARTITIONS ? ALL : 1L << place;
  }

  private static int place(TopicPattern pattern) {
    return pattern.isWildcard()
        ? Cluster.PARTITIONS
        : Envelope.partition(Topic.of(pattern.space(), pattern.text()));
  }
}
