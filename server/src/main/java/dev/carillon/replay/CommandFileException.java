package dev.carillon.replay;

/** A file of commands says what no command is; the message names the line and what was expected. */
public final class CommandFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFileException(String message) {
    super(message);
  }
}
