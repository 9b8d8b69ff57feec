package dev.carillon.wire;

/** A listener can't be opened: the message names the address or file, and what is wrong. */
public final class WireException extends RuntimeException {
  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
