package dev.carillon.http;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;

/**
 * Tells who sent a request, by its {@code Authorization: Bearer} header (RFC 6750). Any thread that
 * may block.
 */
public final class Authenticator {
  private static final long RETRY_SECONDS = 5;

  private final TokenVerifier verifier;

  public Authenticator(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The user behind a request.
   *
   * @throws Problem 401 without a good token, 403 when the account is suspended, 503 when the token
   *     can't be checked now
   */
  public Principal require(Request request) {
    String token =
        request.bearerToken().orElseThrow(() -> Problem.unauthorized("Authentication required"));
    return switch (verifier.verify(token)) {
      case Verified(Principal principal) -> principal;
      case Rejected(Reason reason, String why) -> throw problem(reason, why);
    };
  }

  /**
   * As {@link #require}, and an administrator.
   *
   * @throws Problem also 403 when it is somebody else
   */
  public Principal requireAdmin(Request request) {
    Principal principal = require(request);
    if (!principal.isAdmin()) {
      throw Problem.forbidden("for administrators only");
    }
    return principal;
  }

  private static Problem problem(Reason reason, String why) {
    return switch (reason) {
      case INVALID -> refused("INVALID_TOKEN", why);
      case EXPIRED -> refused("TOKEN_EXPIRED", why);
      case REVOKED -> refused("TOKEN_REVOKED", why);
      case SUSPENDED -> Problem.of(403, "ACCOUNT_SUSPENDED", why);
      case UNAVAILABLE -> Problem.unavailable(why, RETRY_SECONDS);
    };
  }

  private static Problem refused(String code, String why) {
    return Problem.of(401, code, why)
        .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
