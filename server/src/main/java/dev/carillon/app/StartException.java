package dev.carillon.app;

/** The server can't start as it was told to. The message is one line for whoever started it. */
final class StartException extends RuntimeException {
  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  StartException(String message) {
    super(message);
  }
}
