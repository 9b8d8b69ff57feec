package dev.carillon.wire;

import dev.carillon.core.session.CloseReason;
import java.util.function.Supplier;

/** The WebSockets that are open, as the drain sees them. Any thread. */
public interface OpenSockets {

  int count();

  /** Begins to close up to {@code atMost} of them, each with a reason of its own; each once. */
  void close(int atMost, Supplier<CloseReason> reasons);
}
