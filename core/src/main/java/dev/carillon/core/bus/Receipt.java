package dev.carillon.core.bus;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of a publication. */
public sealed interface Receipt {
  /** For publishers that don't ask. */
  Consumer<Receipt> IGNORED = _ -> {};

  /**
   * It is on its way to all subscribers.
   *
   * @param offset its place in the log, or null when it was not logged or the log has lost it
   */
  record Published(@Nullable Offset offset) implements Receipt {}

  /** The other nodes can't be reached and it was not logged. */
  record Lost(String why) implements Receipt {}
}
