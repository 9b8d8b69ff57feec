package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * What is unread of one channel: counted from the messages, never from a counter.
 *
 * @param count messages of others, not deleted, no replies; {@value #MAX} stands for more
 * @param mentions how many of the unread messages name the reader; {@value #MAX} stands for more
 * @param lastReadId null: nothing was read yet
 * @param lastMessageId the channel's latest, or null
 * @param attention what the reader wants to be told of
 */
public record Unread(
    String channelId,
    int count,
    int mentions,
    @Nullable String lastReadId,
    @Nullable String lastMessageId,
    Attention attention) {
  /** Where counting stops. */
  public static final int MAX = 100;
}
