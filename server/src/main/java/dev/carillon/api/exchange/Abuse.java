package dev.carillon.api.exchange;

/**
 * Whether a client goes on sending more than twice what it may (row L). Seconds count in which it
 * did so and was refused; enough of them in a row are abuse. A burst alone never is.
 */
final class Abuse {
  static final int SECONDS = 10;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final long twice;
  private long second = Long.MIN_VALUE;
  private int sent;
  private boolean refused;
  private int badSeconds;

  /**
   * @param perSecond how many messages a second the rate allows, rounded up
   */
  Abuse(long perSecond) {
    twice = 2 * perSecond;
  }

  /** A message came in. */
  void sent(long nowNanos) {
    turn(Math.floorDiv(nowNanos, SECOND_NANOS));
    sent++;
  }

  /** It was refused; whether that is abuse. */
  boolean refused(long nowNanos) {
    sent(nowNanos);
    refused = true;
    return badSeconds >= SECONDS;
  }

  private void turn(long now) {
    if (now == second) {
      return;
    }
    boolean bad = refused && sent > twice;
    badSeconds = bad && now == second + 1 ? badSeconds + 1 : 0;
    second = now;
    sent = 0;
    refused = false;
  }
}
