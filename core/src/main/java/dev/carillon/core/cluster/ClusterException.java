package dev.carillon.core.cluster;

import org.jspecify.annotations.Nullable;

/** What all nodes share can't be asked now; the same later may pass. */
public final class ClusterException extends RuntimeException {
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
