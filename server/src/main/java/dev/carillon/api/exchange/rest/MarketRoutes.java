package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.format.BookJson;
import dev.carillon.api.exchange.format.Depths;
import dev.carillon.api.exchange.format.MarketJson;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.data.BookSnapshot;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.util.List;

/** Market data, for everybody: pairs, tickers, books and trades. */
final class MarketRoutes {
  private static final int TRADES = 100;
  private static final int MAX_TRADES = 1_000;

  private final EngineCalls engine;
  private final Callers callers;
  private final Pairs pairs;
  private final ExchangeFeed feed;

  MarketRoutes(EngineCalls engine, Callers callers, ExchangeFeed feed) {
    this.engine = engine;
    this.callers = callers;
    this.pairs = feed.pairs();
    this.feed = feed;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/exchange/symbols", "The pairs and their rules", callers.anybody(this::all)),
        Route.get("/api/exchange/symbols/{symbol}", "One pair", callers.anybody(this::one)),
        Route.get("/api/exchange/ticker", "The last 24 hours", callers.anybody(this::ticker))
            .takesQuery("symbol", "the pair; required"),
        Route.get("/api/exchange/orderbook", "The best levels", callers.anybody(this::book))
            .takesQuery("symbol", "the pair; required")
            .takesQuery("depth", "1, 5, 10, 20, 50, 100 or 500; 20 by default"),
        Route.get("/api/exchange/trades", "Trades, newest first", callers.anybody(this::trades))
            .takesQuery("symbol", "the pair; required")
            .takesQuery("limit", "how many, 1 to 1000; 100 by default")
            .takesQuery("before", "only trades before this trade_id"));
  }

  private Response all(Call call) {
    return Response.page(pairs.all(), null, MarketRoutes::symbol);
  }

  private Response one(Call call) {
    Pairs.Listed listed =
        pairs
            .find(call.request().parameter("symbol"))
            .orElseThrow(() -> Problem.notFound("symbol"));
    return symbol(200, listed);
  }

  /** A pair as an answer. */
  static Response symbol(int status, Pairs.Listed listed) {
    return Response.success(status, json -> symbol(json, listed));
  }

  private static void symbol(JsonWriter json, Pairs.Listed listed) {
    MarketJson.symbol(json.beginObject(), listed.pair(), listed.status()).endObject();
  }

  private Response ticker(Call call) {
    Pair pair = call.pair(pairs);
    byte[] ticker =
        engine.read(view -> {
          MarketView market = market(view, pair);
          return Json.bytes(
              json -> MarketJson.ticker(json.beginObject(), market, view.nowMillis()).endObject());
        });
    return Response.success(200, json -> json.raw(ticker));
  }

  /** A book at one moment. */
  private record Book(BookSnapshot levels, long timeMillis) {}

  private Response book(Call call) {
    Pair pair = call.pair(pairs);
    long depth = call.request().queryNumber("depth", Depths.DEFAULT, 1, Depths.MOST);
    if (!Depths.isOne(depth)) {
      throw Problem.badRequest("depth", Depths.ISSUE);
    }
    Book book =
        engine.read(
            view -> new Book(feed.snapshot(market(view, pair), (int) depth), view.nowMillis()));
    BookJson.Stream stream = new BookJson.Stream((int) depth, feed.epoch(), null);
    return Response.success(
        200,
        json ->
            BookJson.snapshot(json.beginObject(), pair, book.levels(), stream, book.timeMillis())
                .endObject());
  }

  private Response trades(Call call) {
    Pair pair = call.pair(pairs);
    int limit = call.limit(TRADES, MAX_TRADES);
    long before = call.request().queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    // One more tells whether there is a next page.
    List<Trade> found = engine.settledHistory().trades(pair.symbol(), before, limit + 1);
    List<Trade> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? Long.toString(shown.getLast().id()) : null;
    return Response.page(
        shown, next, (json, trade) -> MarketJson.trade(json.beginObject(), trade).endObject());
  }

  /** Pairs are never undefined. */
  static MarketView market(EngineView view, Pair pair) {
    return view.market(pair.symbol())
        .orElseThrow(() -> new IllegalStateException("no market of " + pair.symbol()));
  }
}
