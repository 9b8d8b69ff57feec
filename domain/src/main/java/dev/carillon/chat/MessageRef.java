package dev.carillon.chat;

import org.jspecify.annotations.Nullable;

/**
 * Names a message.
 *
 * @param channelId the channel it must be in: elsewhere it is not found; null: wherever it is
 */
public record MessageRef(@Nullable String channelId, String messageId) {

  public static MessageRef of(String messageId) {
    return new MessageRef(null, messageId);
  }
}
