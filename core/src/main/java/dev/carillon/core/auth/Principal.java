package dev.carillon.core.auth;

import java.util.Set;

/**
 * A user, as proved by a token or key. Shared by all sessions that showed the same token.
 *
 * @param userId opaque, {@code [A-Za-z0-9_-]{1,64}}
 * @param name what people call the user; may be empty
 * @param roles such as {@code admin} and {@code feed}
 * @param tokenId the {@code jti} of the token, or the id of the key
 * @param issuedAtMillis milliseconds since 1970
 * @param expiresAtMillis milliseconds since 1970; {@link Long#MAX_VALUE}: never
 * @param permissions what the token itself allows
 */
public record Principal(
    String userId,
    String name,
    Set<String> roles,
    String tokenId,
    long issuedAtMillis,
    long expiresAtMillis,
    Permissions permissions) {

  public Principal {
    roles = Set.copyOf(roles);
  }

  public boolean isAdmin() {
    return roles.contains("admin");
  }
}
