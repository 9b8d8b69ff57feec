package dev.carillon.core.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many a key may hold at once, such as connections per user. Any thread.
 *
 * <p>Only keys that hold something are remembered, so it is as large as what is held.
 */
public final class ConcurrencyLimit<K> {
  private final int limit;
  private final ConcurrentMap<K, Integer> held = new ConcurrentHashMap<>();

  /**
   * @param limit for each key; {@link Integer#MAX_VALUE}: none
   */
  public ConcurrencyLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1..)");
    }
    this.limit = limit;
  }

  /** Whether {@code key} may hold one more; it does if so, until {@link #release}. */
  public boolean acquire(K key) {
    while (true) {
      Integer now = held.putIfAbsent(key, 1);
      if (now == null) {
        return true;
      }
      if (now >= limit) {
        return false;
      }
      if (held.replace(key, now, now + 1)) {
        return true;
      }
    }
  }

  /**
   * Gives one back.
   *
   * @throws IllegalStateException when {@code key} holds none
   */
  public void release(K key) {
    held.compute(
        key,
        (_, now) -> {
          if (now == null) {
            throw new IllegalStateException("release: of a key that holds nothing");
          }
          return now == 1 ? null : Integer.valueOf(now - 1);
        });
  }

  /** How many {@code key} holds. */
  public int held(K key) {
    return held.getOrDefault(key, 0);
  }

  /** How many keys hold something. */
  public int keys() {
    return held.size();
  }
}
