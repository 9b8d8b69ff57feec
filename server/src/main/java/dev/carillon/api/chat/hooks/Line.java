package dev.carillon.api.chat.hooks;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way out of one webhook: who says that there may be something to send, and that at most one
 * thread sends. Any thread.
 */
final class Line {
  /** No time that is less than a lease ago. */
  static final long NEVER = -1L << 60;

  /** A pause that only a change of the webhook ends. */
  static final long FOR_EVER = Long.MAX_VALUE;

  private final String hookId;
  private final String channelId;
  private final AtomicInteger calls = new AtomicInteger();

  /** 0: no pause. */
  private volatile long pausedUntilMillis;

  /** The last event that is done with, when that is not stored yet; the working thread's own. */
  private long skippedTo;

  /** When this node last took the lease; the working thread's own. */
  private long leasedAtMillis = NEVER;

  Line(String hookId, String channelId) {
    this.hookId = hookId;
    this.channelId = channelId;
  }

  String hookId() {
    return hookId;
  }

  String channelId() {
    return channelId;
  }

  /** There may be something; true: the caller has to see to it that a thread looks. */
  boolean call() {
    return calls.getAndIncrement() == 0;
  }

  /** How often it was called until now; to be taken before looking. */
  int calls() {
    return calls.get();
  }

  /** Having looked; false: it was called meanwhile, look again. */
  boolean isQuiet(int seen) {
    return calls.addAndGet(-seen) == 0;
  }

  /** 0: ends the pause. */
  void pauseUntil(long millis) {
    pausedUntilMillis = millis;
  }

  boolean isPausedForEver() {
    return pausedUntilMillis == FOR_EVER;
  }

  boolean isPaused() {
    return pausedUntilMillis != 0;
  }

  /** Ends a pause whose time has come; false: there is none. */
  boolean resumes(long nowMillis) {
    long until = pausedUntilMillis;
    if (until == 0 || until > nowMillis) {
      return false;
    }
    pausedUntilMillis = 0;
    return true;
  }

  long leasedAtMillis() {
    return leasedAtMillis;
  }

  void leasedAt(long millis) {
    leasedAtMillis = millis;
  }

  long skippedTo() {
    return skippedTo;
  }

  void skipTo(long seq) {
    skippedTo = seq;
  }
}
