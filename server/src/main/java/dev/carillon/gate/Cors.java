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
              "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Connection-Id,"
                  + " X-Phoenix-AuthToken, X-Phoenix-LongPoll-Token",
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
    boolean isPreflight =
        request.method() == Method.OPTIONS
            && request.header("Origin").isPresent()
            && request.header("Access-Control-Request-Method").isPresent();
    return isPreflight
        ? marked(Response.empty(204), PREFLIGHT, request.headers(), request.isSecure())
        : readable(next.handle(request), request.headers(), request.isSecure());
  }

  /** {@code response} such that a page may read it, if a page asked that may. */
  public Response readable(Response response, Headers asked, boolean isSecure) {
    return marked(response, EXPOSED, asked, isSecure);
  }

  private Response marked(Response response, Headers marks, Headers asked, boolean isSecure) {
    Optional<String> origin = asked.first("Origin");
    if (origin.isEmpty()) {
      return response;
    }
    Response varied = response.withHeader("Vary", "Origin");
    return origins.allows(origin, asked.first("Host"), isSecure)
        ? varied.withHeaders(marks).withHeader("Access-Control-Allow-Origin", origin.get())
        : varied;
  }
}
