package dev.carillon.identity;

/**
 * A signed token that opens every API for a short time.
 *
 * @param expiresAtMillis milliseconds since 1970
 */
public record AccessToken(String text, long expiresAtMillis) {
  /** Without the token: nothing secret in texts. */
  @Override
  public String toString() {
    return "AccessToken[expiresAtMillis=" + expiresAtMillis + "]";
  }
}
