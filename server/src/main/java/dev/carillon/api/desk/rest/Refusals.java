package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.OrderJson;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.Reason;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;

/** What the desk refused, as what HTTP says. */
final class Refusals {
  private Refusals() {}

  /** Of an order or a position: with the order that was refused, if there is one. */
  static Response order(Answer.Refused refused) {
    OrderState order = refused.order();
    Problem problem = problem(refused, DeskError.of(refused.reason()).name());
    return order == null ? problem.toResponse() : rejected(problem, refused.reason(), order);
  }

  /** Of anything else. */
  static Problem other(Answer.Refused refused) {
    return problem(refused, refused.reason().name());
  }

  private static Problem problem(Answer.Refused refused, String code) {
    Reason reason = refused.reason();
    String details = refused.details();
    return switch (reason) {
      case BUSY, UNAVAILABLE -> Problem.unavailable(details, 1).with("reason", reason.name());
      case UNKNOWN_SYMBOL -> Problem.badRequest("symbol", "is not one of the desk's");
      case UNKNOWN_ACCOUNT -> Problem.notFound("account").with("reason", reason.name());
      case UNKNOWN_ORDER -> Problem.notFound("pending order").with("reason", reason.name());
      case UNKNOWN_POSITION -> Problem.notFound("open position").with("reason", reason.name());
      case UNKNOWN_ALERT -> Problem.notFound("alert").with("reason", reason.name());
      case UNKNOWN_CONNECTION, UNKNOWN_STRATEGY ->
          Problem.of(403, DeskError.PERMISSION_DENIED.name(), details)
              .with("reason", reason.name());
      case CONFLICT -> Problem.conflict("CONFLICT", details);
      case IDEMPOTENCY_KEY_REUSED -> Problem.unprocessable(reason.name(), details);
      default -> Problem.unprocessable(code, details).with("reason", reason.name());
    };
  }

  private static Response rejected(Problem problem, Reason reason, OrderState order) {
    return Response.json(
        problem.status(),
        json -> {
          json.beginObject().field("success", false).name("error").beginObject();
          json.field("code", problem.code()).field("message", problem.message());
          json.name("details").beginObject().field("reason", reason.name());
          OrderJson.order(json.name("order"), order).endObject();
          json.endObject().endObject();
        });
  }
}
