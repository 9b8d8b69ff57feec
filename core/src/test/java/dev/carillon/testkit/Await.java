package dev.carillon.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does: the one place in tests where time passes. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(1);
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
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("not within " + limit);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
