package dev.carillon.chat;

/** Forgets what has served its time. To be called by a timer, every minute or so; blocks. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatPurge {

  /** How much was forgotten. */
  public record Purged(int sends, int events) {}

  /** Forgets in small steps, so that others can write between them. */
  public Purged run(long nowMillis) {
    throw new UnsupportedOperationException();
  }
}
