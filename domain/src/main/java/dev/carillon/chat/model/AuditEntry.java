package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * What somebody with a right over others did.
 *
 * @param action such as {@code message.delete}
 * @param target the id of what it was done to
 * @param detail one line for a person, never a message's text
 */
public record AuditEntry(
    String id,
    String workspaceId,
    long atMillis,
    String actorId,
    String action,
    String target,
    @Nullable String detail) {}
