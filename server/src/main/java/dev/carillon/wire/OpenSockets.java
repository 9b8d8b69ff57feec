package dev.carillon.wire;

import dev.carillon.core.session.CloseReason;

/** The WebSockets that are open, as the drain sees them. Any thread. */
public interface OpenSockets {

  int count();

  /** Begins to close up to {@code atMost} of them; each is chosen once. */
  void close(int atMost, CloseReason reason);
}
