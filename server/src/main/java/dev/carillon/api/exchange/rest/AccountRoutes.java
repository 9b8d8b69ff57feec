package dev.carillon.api.exchange.rest;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Map<Long, OrderState> orders = ordersOf(shown, history);
    return Response.page(
        shown,
        next,
        (json, own) -> fill(json, own, Objects.requireNonNull(orders.get(own.fill().orderId()))));
  }

  /** A fill names its order, whose name is made of more than its number. */
  private static Map<Long, OrderState> ordersOf(List<OwnFill> fills, MarketHistory history) {
    Map<Long, OrderState> orders = new HashMap<>();
    for (OwnFill own : fills) {
      long id = own.fill().orderId();
      if (!orders.containsKey(id)) {
        orders.put(id, orderOf(own, history));
      }
    }
    return orders;
  }

  /** An order is kept at least as long as its fills. */
  private static OrderState orderOf(OwnFill own, MarketHistory history) {
    return history
        .order(own.fill().owner(), own.fill().orderId())
        .orElseThrow(
            () -> new IllegalStateException("a fill without its order: " + own.fill().orderId()));
  }

  private static void fill(JsonWriter json, OwnFill own, OrderState order) {
    OrderJson.fill(json.beginObject(), own.fill(), order.createdAt(), order.terms().clientOrderId())
        .field("sequence", own.sequence())
        .endObject();
  }
}
