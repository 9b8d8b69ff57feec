package dev.carillon.api.topics;

import dev.carillon.core.session.Refusal;

/**
 * What the Topics API calls each {@link Refusal}: the {@code code} and {@code message} of errors.
 */
final class Refusals {
  private Refusals() {}

  /**
   * A refusal in this API's words.
   *
   * @param code as an HTTP status
   */
  record Words(int code, String message) {}

  static Words of(Refusal refusal) {
    return switch (refusal) {
      case UNAUTHENTICATED -> new Words(401, "Authentication required");
      case FORBIDDEN -> new Words(403, "Permission denied");
      case UNKNOWN_TOPIC -> new Words(404, "Unknown topic");
      case UNKNOWN_SYMBOL -> new Words(404, "Unknown symbol");
      case MALFORMED -> new Words(400, "Invalid message format");
      case RATE_LIMITED -> new Words(429, "Too many messages");
      case LIMIT_REACHED -> new Words(429, "Limit reached");
      case NOT_READY -> new Words(503, "Service unavailable");
      case INTERNAL -> new Words(500, "Internal server error");
    };
  }
}
