package dev.carillon.security;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else whose tokens (RS256, ES256) are accepted: the user is the one in {@code sub}.
 *
 * @param jwks where the keys are, http or https (RFC 7517)
 * @param issuer what {@code iss} must be; null: anything
 * @param audience what {@code aud} must hold; null: anything
 */
public record ForeignIssuer(URI jwks, @Nullable String issuer, @Nullable String audience) {
  public ForeignIssuer {
    String scheme = jwks.getScheme();
    if (jwks.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException("jwks: " + jwks + " (expected: an http or https address)");
    }
  }
}
