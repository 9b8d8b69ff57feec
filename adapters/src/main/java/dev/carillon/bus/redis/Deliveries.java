package dev.carillon.bus.redis;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came and waits to be heard: bounded, filled by the threads of the connections, which it
 * never blocks, and emptied by a thread of its own, the cluster's.
 *
 * <p>What has no room is dropped and a mark takes its place, so that the listeners hear of it
 * behind all that came before and before all that comes after. Only a view is never dropped: it
 * says all that those before it said, so the newest takes the place of all that still wait.
 */
final class Deliveries {
  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
  private static final int MOST = 16_384;
  private static final long MOST_BYTES = 16 << 20;

  /** Hears what is delivered. */
  interface Listener {
    void on(Envelope envelope);

    void missed();
  }

  /** An envelope, or the mark that something is missing here. */
  private record Item(@Nullable Envelope envelope) {
    static final Item MISSED = new Item(null);

    boolean isView() {
      return envelope != null && envelope.kind() == Envelope.Kind.VIEW;
    }

    long sizeBytes() {
      return envelope == null ? 0 : envelope.bytes().length;
    }
  }

  private final Listener listener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final AtomicLong dropped = new AtomicLong();
  private long bytes;
  private volatile boolean closed;

  Deliveries(String name, Listener listener) {
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("cluster-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Adds one; false: there was no room. */
  boolean offer(Envelope envelope) {
    Item item = new Item(envelope);
    lock.lock();
    try {
      boolean full = items.size() >= MOST || bytes + item.sizeBytes() > MOST_BYTES;
      if (full && item.isView()) {
        removeViews();
      } else if (full) {
        dropped.incrementAndGet();
        mark();
        return false;
      }
      items.add(item);
      bytes += item.sizeBytes();
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Something that should stand here did not come. */
  void missed() {
    lock.lock();
    try {
      mark();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    return dropped.get();
  }

  /** Nothing is heard any more when it returns, unless a listener calls it. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
    if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
      join();
    }
  }

  /** A mark that nobody has heard yet stands for this one too. */
  private void mark() {
    if (items.isEmpty() || items.getLast().envelope() != null) {
      items.add(Item.MISSED);
    }
  }

  private void removeViews() {
    for (Iterator<Item> all = items.iterator(); all.hasNext(); ) {
      Item item = all.next();
      if (item.isView()) {
        all.remove();
        bytes -= item.sizeBytes();
      }
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (Item item = next(); item != null; item = next()) {
      try {
        if (item.envelope() == null) {
          listener.missed();
        } else {
          listener.on(item.envelope());
        }
      } catch (RuntimeException e) {
        log.error("a listener of the cluster failed", e);
      }
    }
  }

  private @Nullable Item next() {
    lock.lock();
    try {
      while (items.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      Item item = items.remove();
      bytes -= item.sizeBytes();
      return item;
    } finally {
      lock.unlock();
    }
  }
}
