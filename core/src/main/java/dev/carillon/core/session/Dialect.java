package dev.carillon.core.session;

import java.time.Duration;

/** One API that is spoken over WebSockets. The wire asks it at each upgrade on one of its paths. */
public interface Dialect {

  /** A short lower-case name for metrics and logs, such as {@code topics}. */
  String name();

  /**
   * Decides on an upgrade. Called on an event loop: must not block.
   *
   * <p>Origin, address limits and the size of the request were checked before.
   */
  Admission admit(Handshake handshake);

  /**
   * How long who gets no WebSocket waits for being told so, as far as there is room to wait: for
   * APIs whose clients come back without a pause. Zero: not at all.
   */
  default Duration refusalHold() {
    return Duration.ZERO;
  }
}
