package dev.carillon.chat;

import dev.carillon.chat.model.Channel;

/** A channel that somebody wants; a direct one is opened by {@link ChatChannels#openDirect}. */
public record CreateChannel(
    String workspaceId, String userId, Channel.Type type, Channel.Profile profile) {
  public CreateChannel {
    if (type == Channel.Type.DIRECT) {
      throw new IllegalArgumentException("type: DIRECT (expected: PUBLIC or PRIVATE)");
    }
  }
}
