package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.Numbers;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.User;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/desk/accounts}, {@code deposits} and {@code withdrawals}, for administrators. */
final class MoneyRoutes {
  private static final String OWNER = "{\"owner\":\"550e8400-e29b-41d4-a716-446655440000\",";
  private static final String MONEY = OWNER + "\"amount\":10000.0}";
  private static final int USUAL_LEVERAGE = 100;
  private static final int MOST_LEVERAGE = 10_000;
  private static final int MOST_PERCENT = 10_000;
  private static final int CURRENCY_CHARS = 3;

  private final DeskCalls desk;
  private final Callers callers;
  private final Predicate<String> isUser;

  /**
   * @param isUser whether an id may be a user's; blocks
   */
  MoneyRoutes(DeskCalls desk, Callers callers, Predicate<String> isUser) {
    this.desk = desk;
    this.callers = callers;
    this.isUser = isUser;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/desk/accounts",
                "Opens an account, for administrators",
                callers.admin(this::open))
            .needsToken()
            .takesBody(
                OWNER + "\"currency\":\"USD\",\"leverage\":100,\"marginMode\":\"BASE_UNITS\"}"),
        Route.post(
                "/api/desk/deposits",
                "Gives money to an account, for administrators",
                callers.admin(call -> move(call, "deposit", Command.Deposit::new)))
            .needsToken()
            .takesBody(MONEY),
        Route.post(
                "/api/desk/withdrawals",
                "Takes money from an account, for administrators",
                callers.admin(call -> move(call, "withdrawal", Command.Withdraw::new)))
            .needsToken()
            .takesBody(MONEY));
  }

  private Response open(Call call) {
    JsonObject body = call.request().json();
    String owner = owner(body);
    return done(owner, new Command.OpenAccount(owner, terms(body)));
  }

  private static AccountTerms terms(JsonObject body) {
    int leverage =
        body.optionalInteger("leverage", 1, MOST_LEVERAGE).orElse((long) USUAL_LEVERAGE).intValue();
    String currency =
        body.has("currency") ? body.string("currency", CURRENCY_CHARS, CURRENCY_CHARS) : "USD";
    AccountTerms usual = AccountTerms.of(currency, leverage, mode(body));
    int stopOut = percent(body, "stopOutLevel", usual.stopOutPercent());
    int marginCall = percent(body, "marginCallLevel", usual.marginCallPercent());
    if (marginCall < stopOut) {
      throw body.mismatch("marginCallLevel", "must not be below stopOutLevel");
    }
    return new AccountTerms(currency, leverage, usual.marginMode(), marginCall, stopOut);
  }

  private static int percent(JsonObject body, String name, int otherwise) {
    return body.optionalInteger(name, 0, MOST_PERCENT).orElse((long) otherwise).intValue();
  }

  private static MarginMode mode(JsonObject body) {
    String word = body.optionalString("marginMode").orElse(MarginMode.BASE_UNITS.name());
    return Arrays.stream(MarginMode.values())
        .filter(mode -> mode.name().equals(word))
        .findFirst()
        .orElseThrow(() -> body.mismatch("marginMode", "must be BASE_UNITS or CONVERTED"));
  }

  /** A deposit or a withdrawal. */
  private interface Move {
    Command of(String owner, long cents, @Nullable RequestKey key);
  }

  private Response move(Call call, String kind, Move move) {
    JsonObject body = call.request().json();
    String owner = owner(body);
    long cents =
        Numbers.money(body, "amount", Amounts.MOST)
            .orElseThrow(() -> body.mismatch("amount", "is required"));
    return done(owner, move.of(owner, cents, call.key(kind, move.of(owner, cents, null))));
  }

  private Response done(String owner, Command command) {
    return switch (desk.submit(command)) {
      case Answer.Account _ -> AccountRoutes.shown(desk, owner, 201);
      case Answer.Repeated _ ->
          AccountRoutes.shown(desk, owner, 201).withHeader("Idempotency-Replayed", "true");
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  private String owner(JsonObject body) {
    String owner = body.string("owner");
    if (!User.isId(owner) || !isUser.test(owner)) {
      throw Problem.badRequest("owner", "must be a user's id");
    }
    return owner;
  }
}
