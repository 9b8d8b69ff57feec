package dev.carillon.wire.http;

import dev.carillon.gate.TurnedAway;

/** What the HTTP half of the wire counts. Port; called on event loops, must not block. */
public interface WireMetrics {
  /** Counts nothing. */
  WireMetrics NONE = new WireMetrics() {};

  default void opened() {}

  default void closed() {}

  default void turnedAway(TurnedAway reason) {}

  /**
   * A request was answered.
   *
   * @param status 101 for an upgrade
   * @param bodyBytes of the answer, as sent
   * @param nanos from its headers' end to the answer's writing
   */
  default void answered(int status, long bodyBytes, long nanos) {}
}
