package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonException;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done.
 *
 * @param details for a person: what is wrong, and what is allowed
 * @param reason why the engine refused it; null: it did not come so far
 * @param retryAfterMillis when the same may pass; 0: nobody knows
 */
public record Fault(
    ExchangeError error, String details, @Nullable Reason reason, long retryAfterMillis) {
  private static final long BUSY_MILLIS = 1_000;
  private static final String PARAMS = "params.";

  /** A fault that the engine has not seen. */
  public static Fault of(ExchangeError error, String details) {
    return new Fault(error, details, null, 0);
  }

  /** A member of a request is not what it must be. */
  static Fault of(JsonException e) {
    return of(ExchangeError.INVALID_PARAMS, issue(e));
  }

  /**
   * The member and what is wrong with it, for a person. Over the socket members stand in {@code
   * params}, over HTTP they do not: they are called the same.
   */
  public static String issue(JsonException e) {
    String what = String.valueOf(e.getMessage());
    return e.field().map(field -> bare(field) + ": " + what).orElse(what);
  }

  private static String bare(String field) {
    return field.startsWith(PARAMS) ? field.substring(PARAMS.length()) : field;
  }

  /** What the engine refused. */
  public static Fault of(Answer.Refused refused) {
    Reason reason = refused.reason();
    return switch (reason) {
      case MALFORMED -> of(ExchangeError.INVALID_PARAMS, refused.details());
      case UNKNOWN_SYMBOL -> new Fault(ExchangeError.INVALID_SYMBOL, refused.details(), reason, 0);
      case BUSY, UNAVAILABLE ->
          new Fault(ExchangeError.SERVICE_UNAVAILABLE, refused.details(), reason, BUSY_MILLIS);
      default -> new Fault(ExchangeError.ORDER_REJECTED, refused.details(), reason, 0);
    };
  }

  /** The engine takes nothing now. */
  public static Fault busy() {
    return new Fault(
        ExchangeError.SERVICE_UNAVAILABLE,
        "so much waits that no more is taken",
        Reason.BUSY,
        BUSY_MILLIS);
  }
}
