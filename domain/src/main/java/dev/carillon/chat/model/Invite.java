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
    @Nullable Integer usesLeft) {

  public boolean isOverAt(long nowMillis) {
    return (expiresAtMillis != null && expiresAtMillis <= nowMillis)
        || (usesLeft != null && usesLeft < 1);
  }

  /** The same invitation after somebody came by it. */
  public Invite used() {
    Integer left = usesLeft == null ? null : usesLeft - 1;
    return new Invite(code, workspaceId, channelId, createdBy, expiresAtMillis, left);
  }
}
