package dev.carillon.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.identity.AccessToken;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.TokenIssuer;
import dev.carillon.identity.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Access tokens as JWT: makes ours (HS256) and checks ours and those of one foreign issuer (RS256,
 * ES256) by the rules of RFC 8725. Any thread; a check may block while foreign keys are fetched.
 *
 * <p>A token that was good is remembered by its hash, so that the thousand sessions that show it
 * share one {@link Principal}; whether it has expired or was revoked is asked every time.
 */
public final class JwtTokens implements TokenIssuer, TokenVerifier {
  private static final String OWN_ALGORITHM = "HS256";
  private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
  private static final int MAX_REMEMBERED = 100_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(15);

  private static final Rejected INVALID = new Rejected(Reason.INVALID, "Invalid token");
  private static final Rejected EXPIRED = new Rejected(Reason.EXPIRED, "Token expired");
  private static final Rejected REVOKED = new Rejected(Reason.REVOKED, "Token revoked");
  private static final Rejected SUSPENDED = new Rejected(Reason.SUSPENDED, "Account suspended");
  private static final Rejected UNAVAILABLE =
      new Rejected(Reason.UNAVAILABLE, "Token can't be checked now, try again");

  private final JwtSettings settings;
  private final Revocations revocations;
  private final InstantSource clock;
  private final @Nullable RemoteKeys foreignKeys;
  private final Cache<TokenDigest, Principal> remembered;

  public JwtTokens(JwtSettings settings, Revocations revocations, InstantSource clock) {
    this.settings = settings;
    this.revocations = revocations;
    this.clock = clock;
    ForeignIssuer foreign = settings.foreign();
    this.foreignKeys = foreign == null ? null : new RemoteKeys(foreign.jwks(), clock);
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(() -> clock.millis() * 1_000_000L)
            .build();
  }

  /**
   * {@code {"iss":"carillon","aud":"carillon","sub":"...","name":"John
   * Doe","role":"user","roles":[], "iat":1700000000,"exp":1700000900,"jti":"...","use":"access"}}.
   */
  @Override
  public AccessToken issue(User user, String tokenId, long nowMillis) {
    long issued = nowMillis / 1_000;
    long expires = issued + settings.lifetime().toSeconds();
    ObjectNode claims = StrictJson.newObject();
    claims.put("iss", settings.issuer()).put("aud", settings.audience());
    claims.put("sub", user.id()).put("name", user.name()).put("role", user.role());
    ArrayNode roles = claims.putArray("roles");
    user.roles().stream().sorted().forEach(roles::add);
    claims.put("iat", issued).put("exp", expires).put("jti", tokenId).put("use", "access");
    String input = HEADER + '.' + base64(StrictJson.bytes(claims));
    byte[] signature = settings.key().sign(input.getBytes(StandardCharsets.US_ASCII));
    return new AccessToken(input + '.' + base64(signature), expires * 1_000);
  }

  @Override
  public Verification verify(String token) {
    if (token.length() > Jws.MAX_LENGTH) {
      return INVALID;
    }
    TokenDigest digest = TokenDigest.of(token);
    Principal known = remembered.getIfPresent(digest);
    if (known != null) {
      return current(known);
    }
    Verification checked = check(token, digest);
    if (!(checked instanceof Verified(Principal principal))) {
      return checked;
    }
    Principal first = remembered.asMap().putIfAbsent(digest, principal);
    return first == null ? checked : new Verified(first);
  }

  private Verification check(String token, TokenDigest digest) {
    Jws jws = Jws.parse(token);
    if (jws == null) {
      return INVALID;
    }
    return jws.algorithm().equals(OWN_ALGORITHM)
        ? checkOwn(jws, digest)
        : checkForeign(jws, digest);
  }

  private Verification checkOwn(Jws jws, TokenDigest digest) {
    if (!settings.key().verifies(jws.input().array(), jws.signature().array())) {
      return INVALID;
    }
    Claims claims = claims(jws);
    return claims != null
            && claims.sayAccess()
            && claims.areFor(settings.issuer(), settings.audience())
        ? check(claims, digest)
        : INVALID;
  }

  private Verification checkForeign(Jws jws, TokenDigest digest) {
    ForeignIssuer foreign = settings.foreign();
    if (foreign == null || foreignKeys == null) {
      return INVALID;
    }
    VerificationKey key = foreignKeys.find(jws.keyId());
    if (key == null) {
      return foreignKeys.wereFetched() ? INVALID : UNAVAILABLE;
    }
    if (!key.algorithm().name().equals(jws.algorithm())
        || !key.verifies(jws.input().array(), jws.signature().array())) {
      return INVALID;
    }
    Claims claims = claims(jws);
    return claims != null
            && !claims.sayOtherUse()
            && claims.areFor(foreign.issuer(), foreign.audience())
        ? check(claims, digest)
        : INVALID;
  }

  private Verification check(Claims claims, TokenDigest digest) {
    if (claims.expiresAtMillis() < 0 || !claims.haveBegun(clock.millis())) {
      return INVALID;
    }
    Principal principal = claims.principal(digest.tokenId());
    return principal == null ? INVALID : current(principal);
  }

  /** What may change about a good token while time goes by. */
  private Verification current(Principal principal) {
    if (clock.millis() >= principal.expiresAtMillis() + JwtSettings.SKEW.toMillis()) {
      return EXPIRED;
    }
    if (revocations.isSuspended(principal.userId())) {
      return SUSPENDED;
    }
    return revocations.isRevoked(
            principal.userId(), principal.tokenId(), principal.issuedAtMillis())
        ? REVOKED
        : new Verified(principal);
  }

  private static @Nullable Claims claims(Jws jws) {
    ObjectNode payload = StrictJson.object(jws.payload().array());
    return payload == null ? null : new Claims(payload);
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
