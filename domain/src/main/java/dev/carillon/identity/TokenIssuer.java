package dev.carillon.identity;

/** Makes access tokens. Port; any thread. */
@FunctionalInterface
public interface TokenIssuer {

  /**
   * Signs a token for the user.
   *
   * @param tokenId unique; {@link Revocation} finds the token by it
   * @param nowMillis milliseconds since 1970
   */
  AccessToken issue(User user, String tokenId, long nowMillis);
}
