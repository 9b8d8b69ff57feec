package dev.carillon.chat;

/**
 * What whoever runs the server may choose.
 *
 * @param editWindowSeconds how long a message may be edited: 0 never, -1 always; a workspace may
 *     choose another
 * @param maxContentChars in code points
 * @param maxEmoji different ones on one message
 * @param eventsKept of each channel, for those who come back
 * @param eventDays after which events are forgotten
 */
public record ChatSettings(
    int editWindowSeconds,
    int maxContentChars,
    int maxAttachments,
    int maxEmoji,
    int eventsKept,
    int eventDays) {
  public static final ChatSettings DEFAULT = new ChatSettings(300, 4_000, 10, 50, 50_000, 7);

  public ChatSettings {
    if (editWindowSeconds < -1) {
      throw new IllegalArgumentException(
          "edit window: " + editWindowSeconds + " (expected: -1, 0 or seconds)");
    }
  }
}
