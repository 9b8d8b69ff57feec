package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.OrderRequest;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.User;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.RequestKey;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/exchange/deposits} and {@code withdrawals}, for administrators. */
final class MoneyRoutes {
  private static final String BODY =
      "{\"owner\":\"550e8400-e29b-41d4-a716-446655440000\",\"currency\":\"USDT\","
          + "\"amount\":\"1000.00\"}";
  private static final int MAX_CURRENCY_CHARS = 16;

  private final EngineCalls engine;
  private final Callers callers;
  private final Predicate<String> isUser;

  /**
   * @param isUser whether an id may be a user's; blocks
   */
  MoneyRoutes(EngineCalls engine, Callers callers, Predicate<String> isUser) {
    this.engine = engine;
    this.callers = callers;
    this.isUser = isUser;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/exchange/deposits",
                "Gives money to an account, for administrators",
                callers.admin(call -> move(call, "deposit", Command.Deposit::new)))
            .needsToken()
            .takesBody(BODY),
        Route.post(
                "/api/exchange/withdrawals",
                "Takes money from an account, for administrators",
                callers.admin(call -> move(call, "withdrawal", Command.Withdraw::new)))
            .needsToken()
            .takesBody(BODY));
  }

  /** A deposit or a withdrawal. */
  private interface Move {
    Command of(String owner, String currency, long units, @Nullable RequestKey key);
  }

  private Response move(Call call, String kind, Move move) {
    JsonObject body = call.request().json();
    String owner = body.string("owner");
    if (!User.isId(owner) || !isUser.test(owner)) {
      throw Problem.badRequest("owner", "must be a user's id");
    }
    String currency = body.string("currency", 1, MAX_CURRENCY_CHARS);
    long units = Refusals.value(OrderRequest.amount(body, "amount"));
    return switch (engine.submit(move.of(owner, currency, units, call.key(kind)))) {
      case Answer.Balances _ -> account(owner);
      case Answer.Repeated _ -> account(owner).withHeader("Idempotency-Replayed", "true");
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other ->
          throw new IllegalStateException("the engine answered " + other.getClass());
    };
  }

  private Response account(String owner) {
    AccountRoutes.Account account = engine.read(view -> AccountRoutes.Account.of(view, owner));
    return Response.success(
        201, json -> account.writeTo(json.beginObject().field("owner", owner)).endObject());
  }
}
