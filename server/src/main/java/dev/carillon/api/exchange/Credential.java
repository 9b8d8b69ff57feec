package dev.carillon.api.exchange;

import dev.carillon.core.session.Handshake;
import java.util.Optional;

/**
 * What a client shows to say who it is.
 *
 * @param secret never in logs
 */
record Credential(Kind kind, String secret) {
  private static final String BEARER = "bearer ";

  /** What it is said to be. */
  enum Kind {
    TOKEN,
    KEY,
    /** A token, or else a key. */
    EITHER
  }

  /** What came with the handshake; a token goes before a key, and both before the header. */
  static Optional<Credential> of(Handshake handshake) {
    return said(Kind.TOKEN, handshake.parameter("token"))
        .or(() -> said(Kind.KEY, handshake.parameter("api_key")))
        .or(() ->
            said(
                Kind.EITHER,
                handshake
                    .header("authorization")
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(text -> text.substring(BEARER.length()).strip())));
  }

  private static Optional<Credential> said(Kind kind, Optional<String> secret) {
    return secret.filter(text -> !text.isEmpty()).map(text -> new Credential(kind, text));
  }

  /** Without the secret: it must not reach a log. */
  @Override
  public String toString() {
    return "Credential[" + kind + "]";
  }
}
