package dev.carillon.core.auth;

/** Turns a bearer token into a {@link Principal}. Port; any thread. */
@FunctionalInterface
public interface TokenVerifier {

  /**
   * Checks signature, times, issuer, audience and revocation. May block (a key set is fetched), so
   * it is not called on an event loop.
   */
  Verification verify(String token);
}
