package dev.carillon.app;

import org.jspecify.annotations.Nullable;

/** The server can't start as it was told to. The message is one line for whoever started it. */
final class StartException extends RuntimeException {
  private static final int MISUSED = 2;
  private static final int MISSING = 1;

  private final int exitCode;

  StartException(String message, Throwable cause) {
    this(message, cause, MISUSED);
  }

  StartException(String message) {
    this(message, null, MISUSED);
  }

  private StartException(String message, @Nullable Throwable cause, int exitCode) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What it needs is not there now: nothing is wrong with what it was told. */
  static StartException missing(String message) {
    return new StartException(message, null, MISSING);
  }

  /** What the process ends with. */
  int exitCode() {
    return exitCode;
  }
}
