package dev.carillon.security;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.identity.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The claims of a token whose signature is good, and what each of them must be (RFC 7519). */
final class Claims {
  private static final long MAX_SECONDS = 253_402_300_799L;
  private static final int MAX_LIST = 100;
  private static final int MAX_NAME = 256;
  private static final int MAX_TOKEN_ID = 128;
  private static final Set<String> OTHER_USES = Set.of("refresh", "offline", "id", "logout");

  private final ObjectNode claims;

  Claims(ObjectNode claims) {
    this.claims = claims;
  }

  /** Whether issuer and audience are the expected ones; null: anything is. */
  boolean areFor(@Nullable String issuer, @Nullable String audience) {
    return (issuer == null || issuer.equals(text("iss")))
        && (audience == null || texts("aud").contains(audience));
  }

  /** Whether it says that it is an access token. */
  boolean sayAccess() {
    return "access".equals(text("use"));
  }

  /** Whether it says that it is something else, such as a refresh token. */
  boolean sayOtherUse() {
    return isOtherUse("use") || isOtherUse("typ") || isOtherUse("token_use");
  }

  private boolean isOtherUse(String claim) {
    return OTHER_USES.contains(text(claim).toLowerCase(Locale.ROOT));
  }

  /** Whether {@code nbf} and {@code iat}, where present, are times that have come. */
  boolean haveBegun(long nowMillis) {
    return isPast("nbf", nowMillis) && isPast("iat", nowMillis);
  }

  private boolean isPast(String claim, long nowMillis) {
    if (!claims.has(claim)) {
      return true;
    }
    long millis = millis(claim);
    return millis >= 0 && millis <= nowMillis + JwtSettings.SKEW.toMillis();
  }

  /** When it ends, milliseconds since 1970; -1 when that is missing or no time. */
  long expiresAtMillis() {
    return millis("exp");
  }

  private long millis(String claim) {
    JsonNode value = claims.get(claim);
    if (value == null || !value.isNumber()) {
      return -1;
    }
    double seconds = value.asDouble(-1);
    return seconds >= 0 && seconds <= MAX_SECONDS ? (long) (seconds * 1_000) : -1;
  }

  /**
   * The user; null when a claim is not what it must be.
   *
   * @param tokenId for a token without {@code jti}
   */
  @Nullable Principal principal(String tokenId) {
    String subject = text("sub");
    Permissions permissions = permissions();
    String id = claims.has("jti") ? text("jti") : tokenId;
    if (!User.isId(subject) || permissions == null || id.isEmpty() || id.length() > MAX_TOKEN_ID) {
      return null;
    }
    String name = text("name");
    return new Principal(
        subject,
        name.length() > MAX_NAME ? "" : name,
        roles(),
        id,
        Math.max(0, millis("iat")),
        expiresAtMillis(),
        permissions);
  }

  private @Nullable Permissions permissions() {
    JsonNode claim = claims.get("permissions");
    if (claim == null || claim.isNull()) {
      return Permissions.UNSTATED;
    }
    List<String> subscribe = patterns(claim, "subscribe");
    List<String> publish = patterns(claim, "publish");
    boolean broken =
        !claim.isObject()
            || (claim.has("subscribe") && subscribe == null)
            || (claim.has("publish") && publish == null);
    return broken ? null : new Permissions(subscribe, publish);
  }

  private static @Nullable List<String> patterns(JsonNode claim, String name) {
    JsonNode list = claim.get(name);
    if (list == null || !list.isArray() || list.size() > MAX_LIST) {
      return null;
    }
    List<String> patterns = new ArrayList<>();
    for (JsonNode pattern : list) {
      if (!pattern.isString()) {
        return null;
      }
      patterns.add(pattern.asString());
    }
    return patterns;
  }

  private Set<String> roles() {
    Set<String> roles = new HashSet<>(texts("role"));
    roles.addAll(texts("roles"));
    return roles;
  }

  /** A claim that is text; empty when it is missing or something else. */
  private String text(String name) {
    JsonNode value = claims.path(name);
    return value.isString() ? value.asString() : "";
  }

  /** What a claim holds that may be one text or a list of them. */
  private List<String> texts(String name) {
    JsonNode value = claims.path(name);
    if (value.isString()) {
      return List.of(value.asString());
    }
    List<String> texts = new ArrayList<>();
    if (value.isArray() && value.size() <= MAX_LIST) {
      value.forEach(element -> texts.add(element.asString("")));
    }
    return texts;
  }
}
