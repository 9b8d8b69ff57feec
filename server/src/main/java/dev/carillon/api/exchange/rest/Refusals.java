package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.api.exchange.format.OrderJson;
import dev.carillon.api.exchange.format.Parsed;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/** What was not done, as what HTTP says. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /**
   * What was asked for.
   *
   * @throws Problem when it was not well asked
   */
  static <T> T value(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Good<T>(T value) -> value;
      case Parsed.Bad<T>(Fault fault) -> throw problem(fault);
    };
  }

  /** What is wrong with the request by itself, and with which member of it. */
  private static Problem problem(Fault fault) {
    if (fault.error() == ExchangeError.INVALID_SYMBOL) {
      return Problem.of(400, "INVALID_SYMBOL", fault.details()).with("field", "symbol");
    }
    int colon = fault.details().indexOf(": ");
    return colon < 0
        ? Problem.of(400, "BAD_REQUEST", fault.details())
        : Problem.badRequest(
            fault.details().substring(0, colon), fault.details().substring(colon + 2));
  }

  /** What the engine refused of an order: 422 with the reason, and the order if there is one. */
  static Response order(Answer.Refused refused) {
    return switch (refused.reason()) {
      case MALFORMED -> problem(Fault.of(refused)).toResponse();
      case BUSY, UNAVAILABLE, UNKNOWN_SYMBOL, IDEMPOTENCY_KEY_REUSED, CONFLICT ->
          other(refused).toResponse();
      default -> rejected(refused.reason(), refused.details(), refused.order());
    };
  }

  /** What the engine refused of anything else. */
  static Problem other(Answer.Refused refused) {
    Reason reason = refused.reason();
    String details = refused.details();
    return switch (reason) {
      case BUSY, UNAVAILABLE -> Problem.unavailable(details, 1).with("reason", reason.name());
      case UNKNOWN_SYMBOL -> Problem.of(400, "INVALID_SYMBOL", details).with("field", "symbol");
      case CONFLICT -> Problem.conflict("CONFLICT", details);
      default -> Problem.unprocessable(reason.name(), details).with("reason", reason.name());
    };
  }

  /** An order that does not become what was asked. */
  static Response rejected(Reason reason, String details, @Nullable OrderState order) {
    return Response.json(
        UNPROCESSABLE,
        json -> {
          json.beginObject().field("success", false).name("error").beginObject();
          json.field("code", ExchangeError.ORDER_REJECTED.name()).field("message", details);
          json.name("details").beginObject().field("reason", reason.name());
          if (order != null) {
            named(json, order);
          }
          json.endObject().endObject().endObject();
        });
  }

  private static void named(JsonWriter json, OrderState order) {
    OrderJson.order(json.name("order"), order);
  }
}
