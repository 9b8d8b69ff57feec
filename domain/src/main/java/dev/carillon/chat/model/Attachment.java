package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A file in a message.
 *
 * @param url where it is: of an external one only; the API makes those of stored files
 * @param external whether it lies elsewhere and nothing of it was checked
 */
public record Attachment(
    String id,
    String filename,
    String contentType,
    long sizeBytes,
    @Nullable Pixels pixels,
    @Nullable String url,
    boolean external) {

  /** The size of a picture. */
  public record Pixels(int width, int height) {}
}
