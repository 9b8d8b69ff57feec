package dev.carillon.api.desk.format;

import dev.carillon.core.session.Refusal;
import dev.carillon.desk.model.Reason;

/**
 * The errors of the Desk API: its one table. The names go over the wire as codes; text and
 * resolution of the first six are the document's.
 */
public enum DeskError {
  AUTHENTICATION_FAILED("Authentication failed", "Refresh token and reconnect"),
  CONNECTION_REFUSED("Connection refused", "Retry with exponential backoff"),
  RATE_LIMIT_EXCEEDED("Rate limit exceeded", "Wait before retrying"),
  INVALID_CHANNEL("Invalid channel", "Check channel name"),
  PERMISSION_DENIED("Permission denied", "Verify user permissions"),
  INVALID_SUBSCRIPTION("Invalid subscription", "Check subscription parameters"),
  INVALID_MESSAGE("Invalid message", "Check message format"),
  ORDER_REJECTED("Order rejected", "Check the reason"),
  NOT_FOUND("Not found", "Check the id"),
  SERVICE_UNAVAILABLE("Service unavailable", "Wait before retrying"),
  INTERNAL_ERROR("Internal error", "Report it with the time at which it happened");

  private final String text;
  private final String resolution;

  DeskError(String text, String resolution) {
    this.text = text;
    this.resolution = resolution;
  }

  /** What the document calls it. */
  public String text() {
    return text;
  }

  /** What a client can do about it. */
  public String resolution() {
    return resolution;
  }

  /** What this API calls a refusal. */
  public static DeskError of(Refusal refusal) {
    return switch (refusal) {
      case UNAUTHENTICATED -> AUTHENTICATION_FAILED;
      case FORBIDDEN -> PERMISSION_DENIED;
      case UNKNOWN_TOPIC -> INVALID_CHANNEL;
      case UNKNOWN_SYMBOL -> INVALID_SUBSCRIPTION;
      case MALFORMED -> INVALID_MESSAGE;
      case RATE_LIMITED, LIMIT_REACHED -> RATE_LIMIT_EXCEEDED;
      case NOT_READY -> SERVICE_UNAVAILABLE;
      case INTERNAL -> INTERNAL_ERROR;
    };
  }

  /** What this API calls a refusal of the desk. */
  public static DeskError of(Reason reason) {
    return switch (reason) {
      case BUSY, UNAVAILABLE -> SERVICE_UNAVAILABLE;
      case UNKNOWN_CONNECTION, UNKNOWN_STRATEGY -> PERMISSION_DENIED;
      case UNKNOWN_ORDER, UNKNOWN_POSITION, UNKNOWN_ALERT -> NOT_FOUND;
      default -> ORDER_REJECTED;
    };
  }
}
