package dev.carillon.bus.redis;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread: at once when something was given since it last woke, else after a while. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean given;

  void give() {
    lock.lock();
    try {
      given = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void await(Duration limit) {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!given && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      given = false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
