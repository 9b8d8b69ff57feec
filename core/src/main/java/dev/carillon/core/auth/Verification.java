package dev.carillon.core.auth;

/** The answer of a {@link TokenVerifier}. */
public sealed interface Verification {

  /** The token is good now. */
  record Verified(Principal principal) implements Verification {}

  /**
   * The token is not accepted.
   *
   * @param why for the client: never repeats the token
   */
  record Rejected(Reason reason, String why) implements Verification {}

  /** Why a token is not accepted. */
  enum Reason {
    /** Not a token of ours, or tampered with. */
    INVALID,
    /** Was good once. */
    EXPIRED,
    /** Its holder logged out, or its family was revoked. */
    REVOKED,
    /** The account may not log in. */
    SUSPENDED,
    /** The keys to check it can't be had now; the same later may pass. */
    UNAVAILABLE
  }
}
