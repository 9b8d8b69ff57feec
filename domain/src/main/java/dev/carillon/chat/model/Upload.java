package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A stored file and whom it belongs to.
 *
 * @param storageKey where its bytes are, in the words of whoever keeps them
 * @param messageId the message that shows it; null while it is in none
 */
public record Upload(
    Attachment attachment,
    String uploaderId,
    String storageKey,
    String sha256,
    @Nullable String channelId,
    @Nullable String messageId,
    long createdAtMillis) {}
