package dev.carillon.wire.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All connections of one server, and whether it is going down. Any thread. */
final class OpenConnections {
  private final Set<HttpConnection> http = ConcurrentHashMap.newKeySet();
  private final AtomicInteger all = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private volatile boolean draining;

  void opened() {
    all.incrementAndGet();
  }

  void closed() {
    if (all.decrementAndGet() == 0 && draining) {
      lock.lock();
      try {
        none.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** {@code connection} begins to speak HTTP. */
  void speaksHttp(HttpConnection connection) {
    http.add(connection);
  }

  /** {@code connection} is closed, or a WebSocket. */
  void endsHttp(HttpConnection connection) {
    http.remove(connection);
  }

  boolean isDraining() {
    return draining;
  }

  /** From now on no connection serves a further request. */
  void drain() {
    draining = true;
    http.forEach(HttpConnection::drain);
  }

  /** Waits until no connection is open; false when some are after the limit. */
  boolean awaitNone(long limitNanos) {
    lock.lock();
    try {
      long left = limitNanos;
      while (all.get() > 0 && left > 0) {
        // A second look now and then: the last one may close before we wait.
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(50));
        left -= slice - Math.max(0, none.awaitNanos(slice));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return all.get() == 0;
  }
}
