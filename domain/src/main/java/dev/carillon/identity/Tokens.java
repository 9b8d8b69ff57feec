package dev.carillon.identity;

/**
 * What a client gets for a login.
 *
 * @param access opens the APIs
 * @param refresh buys the next pair, once; opaque, 256 random bits
 */
public record Tokens(AccessToken access, String refresh) {
  /** Without the tokens: nothing secret in texts. */
  @Override
  public String toString() {
    return "Tokens[" + access + "]";
  }
}
