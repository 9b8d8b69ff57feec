package dev.carillon.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An expected no, as the contract writes it: {@code
 * {"success":false,"error":{"code","message","details"}}}. Thrown by handlers, answered by the
 * {@link Router}; carries no stack trace, because it is an answer and not a bug.
 */
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final Map<String, Object> details;
  private final Headers headers;

  private Problem(
      int status, String code, String message, Map<String, Object> details, Headers headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** {@code code} is UPPER_SNAKE; {@code message} is for a person and holds no secret. */
  public static Problem of(int status, String code, String message) {
    return new Problem(status, code, message, Map.of(), Headers.EMPTY);
  }

  /** 400, with the field named: {@code details.field} and {@code details.issue}. */
  public static Problem badRequest(String field, String issue) {
    return of(400, "BAD_REQUEST", field + ": " + issue).with("field", field).with("issue", issue);
  }

  /** 401. */
  public static Problem unauthorized(String message) {
    return of(401, "UNAUTHORIZED", message).withHeader("WWW-Authenticate", "Bearer");
  }

  /** 403. */
  public static Problem forbidden(String message) {
    return of(403, "FORBIDDEN", message);
  }

  /** 404: {@code what} does not exist, or not for this user. */
  public static Problem notFound(String what) {
    return of(404, "NOT_FOUND", what + " not found");
  }

  /** 405 with {@code Allow}. */
  static Problem methodNotAllowed(Collection<Method> allowed) {
    String allow =
        new TreeSet<>(allowed).stream().map(Method::name).collect(Collectors.joining(", "));
    return of(405, "METHOD_NOT_ALLOWED", "allowed here: " + allow).withHeader("Allow", allow);
  }

  /** 409. */
  public static Problem conflict(String code, String message) {
    return of(409, code, message);
  }

  /** 413. */
  public static Problem payloadTooLarge(long limitBytes) {
    return of(413, "PAYLOAD_TOO_LARGE", "the body is over " + limitBytes + " bytes")
        .with("limitBytes", limitBytes);
  }

  /** 415. */
  public static Problem unsupportedMediaType(String expected) {
    return of(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be " + expected)
        .with("expected", expected);
  }

  /** 422: well-formed, and can't be done. */
  public static Problem unprocessable(String code, String message) {
    return of(422, code, message);
  }

  /** 429 with {@code Retry-After}. */
  public static Problem tooManyRequests(long retryAfterSeconds) {
    return of(429, "RATE_LIMITED", "too many requests")
        .with("retryAfterSeconds", retryAfterSeconds)
        .withHeader("Retry-After", Long.toString(retryAfterSeconds));
  }

  /** {@link #tooManyRequests} until so much time has passed, in whole seconds and at least one. */
  public static Problem tooManyUntil(long waitMillis) {
    return tooManyRequests(Math.max(1, Math.ceilDiv(waitMillis, 1_000)));
  }

  /** 503 with {@code Retry-After}. */
  public static Problem unavailable(String message, long retryAfterSeconds) {
    return of(503, "UNAVAILABLE", message)
        .withHeader("Retry-After", Long.toString(retryAfterSeconds));
  }

  /** 500 without internals; {@code incident} also stands in the log. */
  static Problem internal(String incident) {
    return of(500, "INTERNAL", "internal error").with("incident", incident);
  }

  /** This with one more detail: text, a number, a boolean, a list or a map. */
  public Problem with(String name, Object detail) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, detail);
    return new Problem(status, code, message(), more, headers);
  }

  /** This with one more header. */
  public Problem withHeader(String name, String value) {
    return new Problem(status, code, message(), details, headers.plus(name, value));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Map<String, Object> details() {
    return details;
  }

  /** The answer this problem is. */
  public Response toResponse() {
    Response response =
        Response.json(
            status,
            json -> {
              json.beginObject().field("success", false).name("error").beginObject();
              json.field("code", code).field("message", message());
              if (!details.isEmpty()) {
                json.name("details").value(details);
              }
              json.endObject().endObject();
            });
    return response.withHeaders(headers);
  }
}
