package dev.carillon.messages;

import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param attachments a JSON array as text
 * @param metadata a JSON object as text, or null
 */
public record Body(String content, String attachments, @Nullable String metadata) {
  /** Text alone. */
  public static Body of(String content) {
    return new Body(content, "[]", null);
  }
}
