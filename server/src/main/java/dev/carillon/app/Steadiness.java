package dev.carillon.app;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether something has worked for {@link #LONG} without a break, as far as looks at it can tell.
 * Who looked seldom, because the process stood still, does not know what was meanwhile: for him it
 * begins anew. One thread.
 */
final class Steadiness {
  /** Longer than a node takes to publish what it has stored, when it can. */
  static final Duration LONG = Duration.ofSeconds(30);

  private static final Duration SELDOM = LONG.dividedBy(2);

  private final LongSupplier nanoTime;
  private long sinceNanos;
  private long lookedNanos;

  Steadiness(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    sinceNanos = nanoTime.getAsLong();
    lookedNanos = sinceNanos;
  }

  /**
   * To be called every few seconds.
   *
   * @param works how it is now
   * @return whether it was so for long
   */
  boolean look(boolean works) {
    long now = nanoTime.getAsLong();
    if (!works || now - lookedNanos >= SELDOM.toNanos()) {
      sinceNanos = now;
    }
    lookedNanos = now;
    return now - sinceNanos > LONG.toNanos();
  }
}
