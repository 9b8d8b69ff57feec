package dev.carillon.core.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link Rate} for each key, such as connects per address. Any thread.
 *
 * <p>Keys that have all their permits again are forgotten, and never more than a given number is
 * remembered: beyond that the one that took longest ago starts afresh.
 */
public final class KeyedRate<K> {
  /**
   * With each key that comes, up to two may go: so those that are due go sooner than others come.
   */
  private static final int FORGET_AT_ONCE = 2;

  private final Rate rate;
  private final int maxKeys;
  private final ReentrantLock lock = new ReentrantLock();

  /** When the bucket of each key is full, least recently taken first. */
  private final LinkedHashMap<K, Long> fullAt = new LinkedHashMap<>();

  public KeyedRate(Rate rate, int maxKeys) {
    if (maxKeys < 1) {
      throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: 1..)");
    }
    this.rate = rate;
    this.maxKeys = maxKeys;
  }

  /**
   * Takes one for {@code key} if it may.
   *
   * @return 0 when taken, else how many milliseconds until one more would be allowed
   */
  public long take(K key, long nowNanos) {
    return take(key, 1, nowNanos);
  }

  /**
   * Takes several for {@code key} if it may, all or none. More than come at once by the rate are
   * taken when the key has all its permits: what is owed grows back first.
   *
   * @return 0 when taken, else how many milliseconds until they would be allowed
   */
  public long take(K key, int permits, long nowNanos) {
    lock.lock();
    try {
      long full = fullAt.getOrDefault(key, nowNanos);
      long wait = rate.waitNanos(full, nowNanos, permits);
      if (wait > 0) {
        return Rate.toMillis(wait);
      }
      fullAt.putLast(key, rate.fullAfter(full, nowNanos, permits));
      forget(nowNanos);
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * One was taken for {@code key} elsewhere, where the same limit is kept. Many such at once cost
   * no more than all permits.
   */
  public void taken(K key, long nowNanos) {
    lock.lock();
    try {
      long full = rate.fullAfter(fullAt.getOrDefault(key, nowNanos), nowNanos, 1);
      fullAt.putLast(key, Math.min(full, nowNanos + rate.toleranceNanos() + rate.intervalNanos()));
      forget(nowNanos);
    } finally {
      lock.unlock();
    }
  }

  /** How many milliseconds until one more would be allowed; 0: it is now. Takes nothing. */
  public long waitMillis(K key, long nowNanos) {
    lock.lock();
    try {
      long full = fullAt.getOrDefault(key, nowNanos);
      return Rate.toMillis(rate.waitNanos(full, nowNanos, 1));
    } finally {
      lock.unlock();
    }
  }

  /** Gives back one that was taken for something that did not come about. */
  public void giveBack(K key) {
    lock.lock();
    try {
      fullAt.computeIfPresent(key, (_, full) -> full - rate.intervalNanos());
    } finally {
      lock.unlock();
    }
  }

  /** How many keys are remembered. */
  public int keys() {
    lock.lock();
    try {
      return fullAt.size();
    } finally {
      lock.unlock();
    }
  }

  private void forget(long nowNanos) {
    Iterator<Long> eldest = fullAt.values().iterator();
    for (int i = 0; i < FORGET_AT_ONCE && eldest.hasNext(); i++) {
      if (eldest.next() - nowNanos > 0 && fullAt.size() <= maxKeys) {
        return;
      }
      eldest.remove();
    }
  }
}
