package dev.carillon.chat.model;

/**
 * A text that a message had before.
 *
 * @param seq the number of the event that replaced it
 */
public record MessageEdit(
    String messageId, long seq, long editedAtMillis, String editorId, String oldContent) {}
