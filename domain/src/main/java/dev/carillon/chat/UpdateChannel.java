package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of a channel; null: stays.
 *
 * @param description empty: none
 * @param topic empty: none
 */
public record UpdateChannel(
    @Nullable String name,
    @Nullable String description,
    @Nullable String topic,
    Channel.@Nullable Settings settings) {

  boolean isTopicOnly() {
    return name == null && description == null && settings == null;
  }
}
