package dev.carillon.wire.http;

import java.util.concurrent.TimeUnit;

/**
 * How long the body of one request may still take. Time in which it is not read counts for nothing:
 * that is our doing. Confined to its event loop; times are those of {@link System#nanoTime}.
 */
final class BodyClock {
  private final HttpLimits.Pace pace;
  private final long startedNanos;
  private long pausedNanos;
  private long pausedSince;
  private boolean isPaused;

  BodyClock(HttpLimits.Pace pace, long startedNanos) {
    this.pace = pace;
    this.startedNanos = startedNanos;
  }

  void pause(long nowNanos) {
    if (!isPaused) {
      isPaused = true;
      pausedSince = nowNanos;
    }
  }

  void resume(long nowNanos) {
    if (isPaused) {
      isPaused = false;
      pausedNanos += nowNanos - pausedSince;
    }
  }

  /**
   * When to ask again.
   *
   * @param bytes what has come of the body
   * @return 0 or less: the time is over
   */
  long millisLeft(int bytes, long nowNanos) {
    if (isPaused) {
      return pace.bodyMillis();
    }
    long took = TimeUnit.NANOSECONDS.toMillis(nowNanos - startedNanos - pausedNanos);
    return pace.bodyMillis(bytes) - took;
  }
}
