package dev.carillon.core.limit;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes each key that keeps failing wait longer before it may try again, such as logins of an
 * account. Any thread.
 *
 * <p>A try counts as failed until it is said to have succeeded, so that many at the same time are
 * not all free. Nobody is locked out for good: the wait has an upper end, and a failure is
 * forgotten in time. Never more than a given number of keys is remembered: beyond that, the one
 * that tried longest ago starts afresh.
 */
public final class FailureDelay<K> {
  private final Policy policy;
  private final ReentrantLock lock = new ReentrantLock();

  /** Least recently tried first. */
  private final LinkedHashMap<K, Failures> failures = new LinkedHashMap<>();

  private record Failures(int count, long lastMillis) {}

  /**
   * How long to wait.
   *
   * @param free how many failures cost nothing
   * @param first the wait after that many, doubled with each further one
   * @param longest the upper end of the wait
   * @param forgetAfter without a try for this long, all failures are forgotten
   * @param maxKeys how many keys are remembered
   */
  public record Policy(
      int free, Duration first, Duration longest, Duration forgetAfter, int maxKeys) {

    /** Five are free, then 1 s, doubled up to 15 minutes; forgotten after an hour. */
    public static final Policy LOGIN =
        new Policy(5, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1), 100_000);

    public Policy {
      if (free < 1) {
        throw new IllegalArgumentException("free: " + free + " (expected: 1..)");
      }
      if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "first: " + first + " (expected: 1 ms to longest, " + longest + ")");
      }
      if (forgetAfter.compareTo(longest) < 0) {
        throw new IllegalArgumentException(
            "forgetAfter: " + forgetAfter + " (expected: at least longest, " + longest + ")");
      }
      if (maxKeys < 1) {
        throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: 1..)");
      }
    }

    long delayMillis(int count) {
      if (count < free) {
        return 0;
      }
      long doubled = first.toMillis() << Math.min(count - free, 30);
      return doubled > 0 ? Math.min(doubled, longest.toMillis()) : longest.toMillis();
    }
  }

  public FailureDelay(Policy policy) {
    this.policy = policy;
  }

  /**
   * Begins a try of {@code key} if it may.
   *
   * @return 0 when it may, else how many milliseconds until it might
   */
  public long attempt(K key, long nowMillis) {
    lock.lock();
    try {
      forget(nowMillis);
      Failures known = failures.get(key);
      long wait = known == null ? 0 : waitMillis(known, nowMillis);
      if (wait == 0) {
        failures.putLast(key, new Failures(known == null ? 1 : known.count() + 1, nowMillis));
        forget(nowMillis);
      }
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /** How many milliseconds until {@code key} might try; 0: now. Counts nothing. */
  public long waitMillis(K key, long nowMillis) {
    lock.lock();
    try {
      forget(nowMillis);
      Failures known = failures.get(key);
      return known == null ? 0 : waitMillis(known, nowMillis);
    } finally {
      lock.unlock();
    }
  }

  /** The try succeeded and proves who it was: all failures are forgotten. */
  public void succeeded(K key) {
    lock.lock();
    try {
      failures.remove(key);
    } finally {
      lock.unlock();
    }
  }

  /** How many keys are remembered. */
  public int keys() {
    lock.lock();
    try {
      return failures.size();
    } finally {
      lock.unlock();
    }
  }

  private long waitMillis(Failures known, long nowMillis) {
    long delay = policy.delayMillis(known.count());
    // A clock that was set back must not make anyone wait longer than the policy says.
    return Math.clamp(known.lastMillis() + delay - nowMillis, 0, delay);
  }

  private void forget(long nowMillis) {
    Iterator<Failures> eldest = failures.values().iterator();
    while (eldest.hasNext()) {
      boolean stale = eldest.next().lastMillis() + policy.forgetAfter().toMillis() <= nowMillis;
      if (!stale && failures.size() <= policy.maxKeys()) {
        return;
      }
      eldest.remove();
    }
  }
}
