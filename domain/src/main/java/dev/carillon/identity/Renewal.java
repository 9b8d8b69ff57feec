package dev.carillon.identity;

/** The answer to a refresh token. */
public sealed interface Renewal {

  record Renewed(User user, Tokens tokens) implements Renewal {}

  /** Unknown, expired, revoked, or used before (then its family has just been revoked). */
  record Refused() implements Renewal {}

  record Suspended() implements Renewal {}
}
