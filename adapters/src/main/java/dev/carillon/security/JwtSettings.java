package dev.carillon.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are made and which are accepted.
 *
 * @param key signs our own
 * @param issuer the {@code iss} of our own, always checked
 * @param audience the {@code aud} of our own, always checked
 * @param lifetime how long an access token of ours is good
 * @param foreign who else may issue tokens, or null
 */
public record JwtSettings(
    SigningKey key,
    String issuer,
    String audience,
    Duration lifetime,
    @Nullable ForeignIssuer foreign) {
  /** How far clocks may differ. */
  public static final Duration SKEW = Duration.ofSeconds(30);

  /** Tokens of ours alone, good for 15 minutes. */
  public static JwtSettings own(SigningKey key) {
    return new JwtSettings(key, "carillon", "carillon", Duration.ofMinutes(15), null);
  }

  /** The same, and tokens of somebody else. */
  public JwtSettings with(ForeignIssuer other) {
    return new JwtSettings(key, issuer, audience, lifetime, other);
  }

  /** The longest time a token of ours is accepted. */
  public Duration longestLife() {
    return lifetime.plus(SKEW);
  }
}
