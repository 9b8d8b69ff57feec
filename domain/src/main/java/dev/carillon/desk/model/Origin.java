package dev.carillon.desk.model;

import org.jspecify.annotations.Nullable;

/**
 * Which connection and which strategy of the account an order came from; its position and its deals
 * carry the same.
 */
public record Origin(@Nullable String connectionId, @Nullable String strategyId) {
  /** Neither is known. */
  public static final Origin NONE = new Origin(null, null);
}
