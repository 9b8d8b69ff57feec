package dev.carillon.identity;

/** The answer to somebody who wants an account. */
public sealed interface Registration {

  record Registered(User user, Tokens tokens) implements Registration {}

  record EmailTaken() implements Registration {}

  /** A field can't be accepted; the issue says what is expected and repeats nothing secret. */
  record Invalid(String field, String issue) implements Registration {}

  /** Too many passwords wait to be hashed. */
  record Busy() implements Registration {}
}
