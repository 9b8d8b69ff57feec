package dev.carillon.chat.model;

/**
 * What a member wants to be told of a channel. The chat keeps it for all devices of the user; what
 * is shown is theirs to decide.
 *
 * @param level which messages
 * @param mutedUntilMillis nothing until then, whatever else; 0: not muted
 */
public record Attention(Level level, long mutedUntilMillis) {
  public static final Attention DEFAULT = new Attention(Level.ALL, 0);

  /** Which messages. */
  public enum Level {
    ALL,
    MENTIONS,
    NONE
  }
}
