package dev.carillon.identity;

/** The answer to an email and a password. */
public sealed interface Login {

  record LoggedIn(User user, Tokens tokens) implements Login {}

  /** No such user, or another password: nobody can tell which. */
  record BadCredentials() implements Login {}

  /** The password is right and the account is suspended. */
  record Suspended() implements Login {}

  /** Too many failures before; the password was not looked at. */
  record Limited(long retryAfterMillis) implements Login {}

  /** Too many passwords wait to be checked. */
  record Busy() implements Login {}
}
