package dev.carillon.core.limit;

import java.time.Duration;

/**
 * So many in a time, of which a burst may come at once. Immutable, shared by all it applies to.
 *
 * <p>It is counted by the generic cell rate algorithm: all that is known of a client is the moment
 * at which its bucket would be full again. A moment that has passed is the same as no knowledge.
 *
 * @param intervalNanos the time in which one permit grows back
 * @param toleranceNanos how far the moment of being full may lie ahead: the time in which all of a
 *     burst but its last permit grows back
 */
public record Rate(long intervalNanos, long toleranceNanos) {

  public Rate {
    if (intervalNanos < 1) {
      throw new IllegalArgumentException("intervalNanos: " + intervalNanos + " (expected: 1..)");
    }
    if (toleranceNanos < 0) {
      throw new IllegalArgumentException("toleranceNanos: " + toleranceNanos + " (expected: 0..)");
    }
  }

  /** {@code permits} in {@code time}, {@code burst} of them at once. */
  public static Rate of(int permits, Duration time, int burst) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits: " + permits + " (expected: 1..)");
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst: " + burst + " (expected: 1..)");
    }
    long interval = Math.ceilDiv(time.toNanos(), permits);
    return new Rate(interval, Math.multiplyExact(interval, burst - 1));
  }

  /** {@code permits} a second, all of them at once if need be. */
  public static Rate perSecond(int permits) {
    return of(permits, Duration.ofSeconds(1), permits);
  }

  /** {@code permits} a minute, all of them at once if need be. */
  public static Rate perMinute(int permits) {
    return of(permits, Duration.ofMinutes(1), permits);
  }

  /**
   * How long until {@code permits} at once are allowed, for one whose bucket is full at {@code
   * fullAt}. More than a burst are allowed when the bucket is full: they are paid for afterwards.
   */
  long waitNanos(long fullAt, long nowNanos, int permits) {
    long further = Math.min((permits - 1) * intervalNanos, toleranceNanos);
    return Math.max(0, Math.max(0, fullAt - nowNanos) + further - toleranceNanos);
  }

  /** When the bucket is full again after so many more were taken. */
  long fullAfter(long fullAt, long nowNanos, int permits) {
    return nowNanos + Math.max(0, fullAt - nowNanos) + permits * intervalNanos;
  }

  /** How many at once are allowed now, for one whose bucket is full at {@code fullAt}. */
  int left(long fullAt, long nowNanos) {
    long owed = Math.max(0, fullAt - nowNanos);
    return (int) Math.max(0, Math.floorDiv(toleranceNanos - owed, intervalNanos) + 1);
  }

  /** Rounds up, so that 0 means now. */
  static long toMillis(long nanos) {
    return Math.ceilDiv(nanos, 1_000_000L);
  }
}
