package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.TokenOrKey;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Handler;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.RestLimits;
import java.util.function.Function;

/** Tells who asks, by a token or an API key, and whether they may. */
final class Callers {
  private static final String KEY_HEADER = "X-API-Key";
  private static final String FEED = "feed";

  private final Authenticator authenticator;
  private final RestLimits limits;

  /**
   * @param keys takes API keys for tokens
   * @param limits of all but administrators and feeds
   */
  Callers(TokenVerifier tokens, TokenVerifier keys, RestLimits limits) {
    this.authenticator = new Authenticator(new TokenOrKey(tokens, keys));
    this.limits = limits;
  }

  /** For everybody. */
  Handler anybody(Function<Call, Response> answer) {
    return request -> {
      limits.takeOf(request);
      return answer.apply(new Call(request, ""));
    };
  }

  /** For whoever has an account. */
  Handler user(Function<Call, Response> answer) {
    return request -> {
      String userId = principal(request).userId();
      limits.takeOf(userId);
      return answer.apply(new Call(request, userId));
    };
  }

  /** For administrators. */
  Handler admin(Function<Call, Response> answer) {
    return request -> {
      Principal principal = principal(request);
      if (!principal.isAdmin()) {
        throw Problem.forbidden("for administrators only");
      }
      return answer.apply(new Call(request, principal.userId()));
    };
  }

  /** For those who bring market data from outside. */
  Handler feed(Function<Call, Response> answer) {
    return request -> {
      Principal principal = principal(request);
      if (!principal.roles().contains(FEED) && !principal.isAdmin()) {
        throw Problem.forbidden("for the role feed only");
      }
      return answer.apply(new Call(request, principal.userId()));
    };
  }

  private Principal principal(Request request) {
    String key = request.header(KEY_HEADER).orElse("");
    return request.bearerToken().isPresent() || key.isBlank()
        ? authenticator.require(request)
        : authenticator.require(request.withHeader("Authorization", "Bearer " + key));
  }
}
