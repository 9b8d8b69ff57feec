package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.Action;

/** What a user may do over HTTP, counted together with the sockets of the same user. Any thread. */
public final class RestLimits {
  private final ChatLimits limits;

  RestLimits(ChatLimits limits) {
    this.limits = limits;
  }

  /** Takes one message to a channel if the user may; else how many milliseconds until then. */
  public long takeMessage(String userId, String channelId) {
    return limits.take(Action.SEND, userId, Broadcasts.channel(channelId));
  }

  /** The message was refused for another reason, or had been sent before. */
  public void giveBackMessage(String userId, String channelId) {
    limits.giveBack(Action.SEND, userId, Broadcasts.channel(channelId));
  }

  /** As {@link #takeMessage}, of one edit, deletion, reaction or the like. */
  public long takeOther(String userId, String channelId) {
    return limits.take(Action.OTHER, userId, Broadcasts.channel(channelId));
  }
}
