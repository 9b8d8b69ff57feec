package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.feed.Past.PastFill;
import dev.carillon.api.exchange.format.AccountJson;
import dev.carillon.api.exchange.format.OrderJson;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonWriter;
import dev.carillon.ledger.Balance;
import dev.carillon.market.EngineView;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.OrderState;
import java.util.List;

/** {@code /api/exchange/account} and {@code user-trades}: what one has, and what one traded. */
final class AccountRoutes {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  private final EngineCalls engine;
  private final Callers callers;
  private final Pairs pairs;

  AccountRoutes(EngineCalls engine, Callers callers, Pairs pairs) {
    this.engine = engine;
    this.callers = callers;
    this.pairs = pairs;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/exchange/account", "One's balances", callers.user(this::account))
            .needsToken(),
        Route.get(
                "/api/exchange/user-trades",
                "One's executions, newest first",
                callers.user(this::fills))
            .needsToken()
            .takesQuery("symbol", "only of this pair")
            .takesQuery("limit", "how many, 1 to 500; 50 by default")
            .takesQuery("before", "only those before this sequence"));
  }

  /** What an account has at one moment. */
  record Account(List<Balance> balances, long sequence, long timeMillis) {
    static Account of(EngineView view, String owner) {
      return new Account(view.balances(owner), view.sequence(owner), view.nowMillis());
    }

    JsonWriter writeTo(JsonWriter json) {
      return AccountJson.balances(json, balances)
          .field("timestamp", timeMillis)
          .field("sequence", sequence);
    }
  }

  private Response account(Call call) {
    Account account = engine.read(view -> Account.of(view, call.owner()));
    return Response.success(200, json -> account.writeTo(json.beginObject()).endObject());
  }

  private Response fills(Call call) {
    int limit = call.limit(PAGE, MAX_PAGE);
    long before = call.request().queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    MarketHistory history = engine.settledHistory();
    // One more tells whether there is a next page.
    List<OwnFill> found =
        history.fills(new Page(call.owner(), call.symbol(pairs), before, limit + 1));
    List<OwnFill> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? Long.toString(shown.getLast().sequence()) : null;
    return Response.page(PastFill.of(shown, history), next, AccountRoutes::fill);
  }

  private static void fill(JsonWriter json, PastFill fill) {
    OrderState order = fill.order();
    OrderJson.fill(
            json.beginObject(), fill.own().fill(), order.createdAt(), order.terms().clientOrderId())
        .field("sequence", fill.own().sequence())
        .endObject();
  }
}
