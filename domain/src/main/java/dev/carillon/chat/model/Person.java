package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A user as others see him or her.
 *
 * @param id the identity's
 * @param handle what comes after the @ in a mention: unique, lower case
 */
public record Person(
    String id,
    String name,
    String handle,
    @Nullable String avatarUrl,
    Kind kind,
    @Nullable String statusText) {

  /** What sends as this user. */
  public enum Kind {
    HUMAN,
    BOT
  }
}
