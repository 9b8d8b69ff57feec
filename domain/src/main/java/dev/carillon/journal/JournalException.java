package dev.carillon.journal;

import org.jspecify.annotations.Nullable;

/**
 * A journal or a snapshot can't be written, or what is kept can't be trusted. The message is one
 * sentence for whoever runs the server: what is wrong, where, and how to proceed.
 */
public final class JournalException extends RuntimeException {
  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public JournalException(String message) {
    this(message, null);
  }
}
