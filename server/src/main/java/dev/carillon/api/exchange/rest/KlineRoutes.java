package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.MarketJson;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Interval;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Span;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code /api/exchange/klines}: closed candles from the history and the open one from the engine.
 *
 * <p>The open one is looked at first, then the history is waited for until it knows all that the
 * engine did before, then what closed before the open one opened is read: so none is missing
 * between the two, and none is there twice.
 */
final class KlineRoutes {
  private static final int CANDLES = 500;
  private static final int MAX_CANDLES = 1_000;

  private final EngineCalls engine;
  private final Callers callers;
  private final Pairs pairs;

  KlineRoutes(EngineCalls engine, Callers callers, Pairs pairs) {
    this.engine = engine;
    this.callers = callers;
    this.pairs = pairs;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/exchange/klines", "Candles, oldest first", callers.anybody(this::klines))
            .takesQuery("symbol", "the pair; required")
            .takesQuery("interval", "1m to 1M; 1m by default")
            .takesQuery("start", "the earliest open_time")
            .takesQuery("end", "the latest open_time")
            .takesQuery("limit", "the newest so many, 1 to 1000; 500 by default"));
  }

  private Response klines(Call call) {
    Pair pair = call.pair(pairs);
    Request request = call.request();
    Span asked =
        new Span(
            pair.symbol(),
            interval(request),
            request.queryNumber("start", 0, 0, Long.MAX_VALUE),
            request.queryNumber("end", Long.MAX_VALUE, 0, Long.MAX_VALUE),
            call.limit(CANDLES, MAX_CANDLES));
    List<Candle> found = candles(pair, asked);
    List<Candle> shown = found.subList(Math.max(0, found.size() - asked.limit()), found.size());
    String next =
        found.size() > shown.size() ? Long.toString(shown.getFirst().openTime() - 1) : null;
    return Response.page(
        shown,
        next,
        (json, candle) -> MarketJson.candle(json.beginObject(), pair, candle).endObject());
  }

  private static Interval interval(Request request) {
    String label = request.queryParameter("interval").orElse(Interval.ONE_MINUTE.label());
    return Interval.of(label)
        .orElseThrow(() ->
            Problem.badRequest(
                "interval",
                Arrays.stream(Interval.values())
                    .map(Interval::label)
                    .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  /** What is asked for, oldest first; perhaps more than its limit, if there is more. */
  private List<Candle> candles(Pair pair, Span asked) {
    Optional<Candle> open =
        engine.readSettled(view -> MarketRoutes.market(view, pair).candle(asked.interval()));
    if (open.isEmpty()) {
      return List.of();
    }
    Candle last = open.get();
    MarketHistory history = engine.history();
    List<Candle> candles =
        new ArrayList<>(
            history.candles(
                new Span(
                    asked.symbol(),
                    asked.interval(),
                    asked.fromMillis(),
                    Math.min(asked.toMillis(), last.openTime() - 1),
                    // One more tells whether there are older ones.
                    asked.limit() + 1)));
    if (last.openTime() >= asked.fromMillis() && last.openTime() <= asked.toMillis()) {
      candles.add(last);
    }
    return candles;
  }
}
