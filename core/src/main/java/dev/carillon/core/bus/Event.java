package dev.carillon.core.bus;

import org.jspecify.annotations.Nullable;

/**
 * A publication as the bus hands it out.
 *
 * @param publication what was published
 * @param offset its place in the log, or null when it was not logged
 */
public record Event(Publication publication, @Nullable Offset offset) {

  /** The sequence of {@link #offset()}, or 0. */
  public long sequence() {
    return offset == null ? 0 : offset.sequence();
  }
}
