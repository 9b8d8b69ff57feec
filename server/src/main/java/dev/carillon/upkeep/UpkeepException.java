package dev.carillon.upkeep;

import org.jspecify.annotations.Nullable;

/** It can't be done. The message is one sentence for whoever asked for it. */
public final class UpkeepException extends RuntimeException {
  public UpkeepException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
