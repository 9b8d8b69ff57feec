package dev.carillon.api.exchange.format;

import dev.carillon.core.session.Refusal;

/** The errors of the Exchange API: its one table. The names go over the wire as they are. */
public enum ExchangeError {
  AUTHENTICATION_REQUIRED("Authentication needed for private channels"),
  INVALID_TOKEN("Invalid or expired JWT token"),
  INVALID_CHANNEL("Invalid channel name provided"),
  INVALID_SYMBOL("Trading pair not found"),
  /** Too many messages in too little time; {@link #SUBSCRIPTION_LIMIT} is about a count. */
  RATE_LIMIT_EXCEEDED("Too many requests"),
  SUBSCRIPTION_LIMIT("Maximum subscriptions reached"),
  INVALID_REQUEST("Invalid request"),
  INVALID_PARAMS("Invalid parameters"),
  NOT_SUBSCRIBED("Not subscribed"),
  ORDER_REJECTED("Order rejected"),
  SLOW_CONSUMER("The connection reads too slowly"),
  SERVICE_UNAVAILABLE("Service unavailable, try again"),
  PERMISSION_DENIED("Permission denied"),
  INTERNAL_ERROR("Internal error");

  private final String message;

  ExchangeError(String message) {
    this.message = message;
  }

  /** What it says to a person. */
  public String message() {
    return message;
  }

  /** What this API calls a refusal. */
  public static ExchangeError of(Refusal refusal) {
    return switch (refusal) {
      case UNAUTHENTICATED -> AUTHENTICATION_REQUIRED;
      case FORBIDDEN -> PERMISSION_DENIED;
      case UNKNOWN_TOPIC -> INVALID_CHANNEL;
      case UNKNOWN_SYMBOL -> INVALID_SYMBOL;
      case MALFORMED -> INVALID_REQUEST;
      case RATE_LIMITED -> RATE_LIMIT_EXCEEDED;
      case LIMIT_REACHED -> SUBSCRIPTION_LIMIT;
      case NOT_READY -> SERVICE_UNAVAILABLE;
      case INTERNAL -> INTERNAL_ERROR;
    };
  }
}
