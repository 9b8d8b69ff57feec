package dev.carillon.chat;

import org.jspecify.annotations.Nullable;

/**
 * An invitation that somebody wants.
 *
 * @param channelId whoever comes joins it too, or null
 * @param expiresInSeconds null: never
 * @param uses null: any number
 */
public record NewInvite(
    String userId,
    String workspaceId,
    @Nullable String channelId,
    @Nullable Long expiresInSeconds,
    @Nullable Integer uses) {}
