package dev.carillon.webhooks;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How far an outgoing webhook came in its channel's events, and what happens after a failure: the
 * same event is tried again, later and later, until three days of nothing but failures end the
 * webhook. So events stay in order.
 *
 * @param seq the number of the last event that is done with
 * @param part how many calls of the event after it are done; one event may take several
 * @param enabled false: nobody is called until a user says so
 * @param failures in a row
 * @param failingSinceMillis when the first of them was; 0: none
 * @param nextAtMillis not before; 0: at once
 * @param disabledWhy in a sentence; null: not, or by a user
 */
public record Progress(
    long seq,
    int part,
    boolean enabled,
    int failures,
    long failingSinceMillis,
    long nextAtMillis,
    @Nullable String disabledWhy) {
  /** The first wait, before it is shortened by chance. */
  public static final long FIRST_WAIT_MILLIS = 5_000;

  /** No wait is longer. */
  public static final long MAX_WAIT_MILLIS = 3_600_000;

  /** Nothing but failures for so long ends it; the chat keeps its events longer. */
  public static final long GIVE_UP_MILLIS = 3L * 24 * 3_600_000;

  private static final int MAX_DOUBLINGS = 20;

  /** Of a webhook that is called for what comes after an event. */
  public static Progress after(long seq) {
    return new Progress(seq, 0, true, 0, 0, 0, null);
  }

  /** After a call that was taken: everything is well again. */
  public Progress delivered(long newSeq, int newPart) {
    return new Progress(newSeq, newPart, enabled, 0, 0, 0, null);
  }

  /** After events that it is not called for. */
  public Progress skippedTo(long newSeq) {
    return new Progress(
        newSeq, 0, enabled, failures, failingSinceMillis, nextAtMillis, disabledWhy);
  }

  /**
   * After a call that failed.
   *
   * @param atLeastMillis how long the receiver wants to be left alone; 0: it did not say
   * @param random spreads the calls of many that fail together
   */
  public Progress failed(long nowMillis, long atLeastMillis, RandomGenerator random) {
    long since = failures == 0 ? nowMillis : failingSinceMillis;
    if (nowMillis - since >= GIVE_UP_MILLIS) {
      return new Progress(
          seq, part, false, failures + 1, since, 0, "every call failed for three days");
    }
    long wait = Math.max(wait(random), Math.min(atLeastMillis, MAX_WAIT_MILLIS));
    return new Progress(seq, part, enabled, failures + 1, since, nowMillis + wait, null);
  }

  /** Twice as long each time, and of that at least the half. */
  private long wait(RandomGenerator random) {
    long whole = Math.min(FIRST_WAIT_MILLIS << Math.min(failures, MAX_DOUBLINGS), MAX_WAIT_MILLIS);
    return whole / 2 + random.nextLong(whole / 2 + 1);
  }

  /** Ended for a reason. */
  public Progress ended(String why) {
    return new Progress(seq, part, false, failures, failingSinceMillis, 0, why);
  }

  /** Switched by a user; switched on, it goes on at once with what it has not delivered. */
  public Progress switched(boolean on) {
    return new Progress(seq, part, on, 0, 0, 0, null);
  }
}
