package dev.carillon.chat;

import dev.carillon.chat.model.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Names a message.
 *
 * @param channelId the channel it must be in: elsewhere it is not found; null: wherever it is
 */
public record MessageRef(@Nullable String channelId, String messageId) {

  public MessageRef {
    channelId = channelId == null ? null : Ids.read(channelId);
    messageId = Ids.read(messageId);
  }

  boolean allows(String actualChannelId) {
    return channelId == null || channelId.equals(actualChannelId);
  }

  public static MessageRef of(String messageId) {
    return new MessageRef(null, messageId);
  }
}
