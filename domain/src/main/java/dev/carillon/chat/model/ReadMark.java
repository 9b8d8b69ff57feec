package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A member has read up to here. Is told and not numbered.
 *
 * @param messageId null when the member has marked everything unread
 * @param unreadCount what is unread now, at most {@link Unread#MAX}
 * @param shared whether the channel's other members may know: by the channel's setting, or because
 *     it is direct, or private and small
 */
public record ReadMark(
    String workspaceId,
    String channelId,
    String userId,
    @Nullable String messageId,
    int unreadCount,
    long atMillis,
    boolean shared) {}
