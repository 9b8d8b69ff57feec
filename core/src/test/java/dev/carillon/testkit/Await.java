package dev.carillon.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does: the one place in tests where time passes. */
public final class Await {
  /** Between two looks, which grow apart: many a look is a request to a server. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(25);
  private static final int LOOKS_APART = 20;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Await() {}

  /** Waits up to ten seconds. */
  public static void until(BooleanSupplier condition) {
    until(condition, LIMIT);
  }

  /** Returns as soon as {@code condition} holds; fails when it does not within {@code limit}. */
  public static void until(BooleanSupplier condition, Duration limit) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long waited = System.nanoTime() - start;
      if (waited > limit.toNanos()) {
        throw new AssertionError("not within " + limit);
      }
      LockSupport.parkNanos(
          Math.clamp(waited / LOOKS_APART, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
    }
  }
}
