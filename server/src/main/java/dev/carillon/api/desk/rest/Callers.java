package dev.carillon.api.desk.rest;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Handler;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.RestLimits;
import java.util.function.Function;

/** Tells who asks, by a token, and whether they may. */
final class Callers {
  private static final String FEED = "feed";

  private final Authenticator authenticator;
  private final RestLimits limits;

  /**
   * @param limits of all but administrators and feeds
   */
  Callers(TokenVerifier tokens, RestLimits limits) {
    this.authenticator = new Authenticator(tokens);
    this.limits = limits;
  }

  /** For whoever is known. */
  Handler user(Function<Call, Response> answer) {
    return request -> {
      String userId = authenticator.require(request).userId();
      limits.takeOf(userId);
      return answer.apply(new Call(request, userId));
    };
  }

  /** For administrators. */
  Handler admin(Function<Call, Response> answer) {
    return request -> answer.apply(new Call(request, authenticator.requireAdmin(request).userId()));
  }

  /** For those who bring quotes from outside. */
  Handler feed(Function<Call, Response> answer) {
    return request -> {
      Principal principal = authenticator.require(request);
      if (!principal.roles().contains(FEED) && !principal.isAdmin()) {
        throw Problem.forbidden("for the role feed only");
      }
      return answer.apply(new Call(request, principal.userId()));
    };
  }
}
