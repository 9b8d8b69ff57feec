package dev.carillon.replay.recording;

/** A replay of a file can't go on; the message names what is wrong and what was expected. */
public final class PlaybackException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlaybackException(String message) {
    super(message);
  }
}
