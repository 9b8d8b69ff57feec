package dev.carillon.wire.http;

import dev.carillon.core.session.CloseReason;
import java.util.function.Supplier;

/**
 * Tells connections that are closed for a restart when to come back: evenly spread over some
 * seconds, neighbours far apart. One thread.
 */
final class RetrySpread implements Supplier<CloseReason> {
  /** About how long a restart takes. */
  private static final int FIRST_MILLIS = 1_000;

  private static final int SPREAD_MILLIS = 4_000;

  /** Has no divisor in common with the spread, so that every moment of it comes once. */
  private static final int STEP_MILLIS = 1_483;

  private int next;

  @Override
  public CloseReason get() {
    int retryMillis = FIRST_MILLIS + next;
    next = (next + STEP_MILLIS) % SPREAD_MILLIS;
    return CloseReason.restart(retryMillis);
  }
}
