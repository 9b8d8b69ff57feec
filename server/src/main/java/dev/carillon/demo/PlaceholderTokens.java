package dev.carillon.demo;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification;
import java.util.Set;

/**
 * Accepts the placeholders that stand for a token in the API documents as John's, so that their
 * snippets run as printed. All other tokens go to the real verifier.
 */
public final class PlaceholderTokens implements TokenVerifier {
  static final Set<String> PLACEHOLDERS = Set.of("your-jwt-token", "your_jwt_token", "jwt-token");

  private final TokenVerifier real;
  private final Verification john;

  public PlaceholderTokens(TokenVerifier real, long nowMillis) {
    this.real = real;
    this.john =
        new Verification.Verified(
            new Principal(
                DemoWorld.JOHN,
                "John Doe",
                Set.of(),
                "placeholder",
                nowMillis,
                Long.MAX_VALUE,
                Permissions.UNSTATED));
  }

  @Override
  public Verification verify(String token) {
    return PLACEHOLDERS.contains(token) ? john : real.verify(token);
  }
}
