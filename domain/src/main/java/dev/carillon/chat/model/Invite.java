package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A way into a workspace.
 *
 * @param channelId a channel that one joins with it, or null
 * @param expiresAtMillis null: never
 * @param usesLeft null: any number
 */
public record Invite(
    String code,
    String workspaceId,
    @Nullable String channelId,
    String createdBy,
    @Nullable Long expiresAtMillis,
    @Nullable Integer usesLeft) {}
