package dev.carillon.storage.sql;

import org.jspecify.annotations.Nullable;

/**
 * The database can't be opened, read or written. The message is one sentence for whoever runs the
 * server.
 */
public final class StorageException extends RuntimeException {
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
