package dev.carillon.gate;

import dev.carillon.http.Handler;
import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import java.util.Optional;

/**
 * Lets pages of allowed origins read our answers (the Fetch standard, section 3.2). Tokens travel
 * in {@code Authorization}, never in cookies, so credentials are not allowed.
 */
public final class Cors implements Handler {
  private static final Headers PREFLIGHT =
      Headers.of(
          "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE",
          "Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Connection-Id",
          "Access-Control-Max-Age", "600");
  private static final Headers EXPOSED =
      Headers.of("Access-Control-Expose-Headers", "Retry-After, ETag, Location");

  private final Origins origins;
  private final Handler next;

  /** Asks {@code next} for everything but a preflight. */
  public Cors(Origins origins, Handler next) {
    this.origins = origins;
    this.next = next;
  }

  @Override
  public Response handle(Request request) {
    Optional<String> origin = request.header("Origin");
    if (origin.isEmpty()) {
      return next.handle(request);
    }
    boolean isAllowed = origins.allows(origin, request.header("Host"), request.isSecure());
    boolean isPreflight =
        request.method() == Method.OPTIONS
            && request.header("Access-Control-Request-Method").isPresent();
    Response response =
        isPreflight
            ? Response.empty(204).withHeaders(isAllowed ? PREFLIGHT : Headers.EMPTY)
            : next.handle(request).withHeaders(isAllowed ? EXPOSED : Headers.EMPTY);
    Response varied = response.withHeader("Vary", "Origin");
    return isAllowed ? varied.withHeader("Access-Control-Allow-Origin", origin.get()) : varied;
  }
}
