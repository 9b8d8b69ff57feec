package dev.carillon.api.desk;

import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.session.Handshake;
import java.util.Optional;

/**
 * What a client showed at the handshake, and what it was worth.
 *
 * @param token never in logs
 * @param revocations how many there had been before it was checked
 */
record Shown(String token, Verification verification, long revocations) {
  private static final String BEARER = "bearer ";

  /** Nothing at all. */
  static final Shown NOTHING = new Shown("", new Rejected(Reason.INVALID, "A token is needed"), 0);

  /** The token that came; one in the address goes before one in the header (row 8). */
  static Optional<String> token(Handshake handshake) {
    return handshake
        .parameter("token")
        .or(() ->
            handshake
                .header("authorization")
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(text -> text.substring(BEARER.length()).strip()))
        .filter(token -> !token.isEmpty());
  }

  /** Has a token checked. Blocks. */
  static Shown check(DeskApi api, String token) {
    long revocations = api.users().revocations();
    return new Shown(token, api.verify(token), revocations);
  }

  /** Without the token: it must not reach a log. */
  @Override
  public String toString() {
    return "Shown[" + verification.getClass().getSimpleName() + "]";
  }
}
