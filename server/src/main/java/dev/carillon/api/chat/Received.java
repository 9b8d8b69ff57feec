package dev.carillon.api.chat;

import dev.carillon.core.session.CloseReason;

/**
 * Up to where one socket surely has a channel's events. Confined to the socket's loop.
 *
 * <p>That bytes were given to the operating system says nothing: those sent into a dead link are
 * lost. A sign of life does: what was sent some time before it has arrived, as a connection keeps
 * its order. So, from one sign to the next, the number the channel had reached is noted, and counts
 * as received once a later sign comes.
 */
final class Received {
  /** More than a message takes from its coming in to the far end of a slow link, and back. */
  static final long MARGIN_MILLIS = 5_000;

  /** RFC 6455: no close frame came. */
  private static final int LOST = 1006;

  private Position surely;
  private long notedSeq;
  private long notedAtMillis;

  /**
   * A place in a channel's events: what is up to this number, or older than that time, was had.
   *
   * @param atMillis milliseconds since 1970; 0 when only the number is known
   */
  record Position(long seq, long atMillis) {
    /** Nothing that either has not had is before it. */
    Position earlier(Position other) {
      return new Position(Math.min(seq, other.seq), Math.min(atMillis, other.atMillis));
    }
  }

  /**
   * A channel that opens.
   *
   * @param since what its client surely has
   * @param seq what is being sent to it is up to here
   */
  Received(Position since, long seq, long nowMillis) {
    surely = since;
    notedSeq = seq;
    notedAtMillis = nowMillis;
  }

  /**
   * The client has shown that it lives.
   *
   * @param publishedSeq the channel's latest event
   */
  void alive(long publishedSeq, long nowMillis) {
    if (nowMillis - notedAtMillis >= MARGIN_MILLIS) {
      surely = new Position(notedSeq, nowMillis - MARGIN_MILLIS);
      notedSeq = Math.max(notedSeq, publishedSeq);
      notedAtMillis = nowMillis;
    }
  }

  Position surely() {
    return surely;
  }

  /** Whether nobody said goodbye: the connection broke, or was given up after a long silence. */
  static boolean wasCut(CloseReason reason) {
    return reason.code() == LOST || reason.equals(CloseReason.PING_TIMEOUT);
  }
}
