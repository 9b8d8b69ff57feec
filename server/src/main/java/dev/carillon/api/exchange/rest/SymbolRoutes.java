package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.api.exchange.format.Words;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import dev.carillon.market.MarketView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/exchange/symbols} for administrators: new pairs, and other rules for known ones. */
final class SymbolRoutes {
  private static final String ALL = "/api/exchange/symbols";

  private final EngineCalls engine;
  private final Callers callers;

  SymbolRoutes(EngineCalls engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.post(ALL, "Defines a pair, for administrators", callers.admin(this::define))
            .needsToken()
            .takesBody(
                "{\"symbol\":\"BTC/USDT\",\"price_decimals\":2,\"tick_size\":\"0.01\","
                    + "\"lot_size\":\"0.00001\",\"min_notional\":\"5\"}"),
        Route.patch(
                ALL + "/{symbol}",
                "Changes a pair's limits, fees or status, for administrators",
                callers.admin(this::change))
            .needsToken()
            .takesBody("{\"status\":\"CANCEL_ONLY\"}"));
  }

  private Response define(Call call) {
    JsonObject body = call.request().json();
    Pair pair = PairRequest.define(body);
    PairStatus status = status(body);
    if (known(pair.symbol()).isPresent()) {
      throw Problem.conflict("CONFLICT", pair.symbol() + ": is there already");
    }
    done(new Command.DefinePair(pair, status));
    return shown(201, pair.symbol());
  }

  private Response change(Call call) {
    String symbol = call.request().parameter("symbol");
    JsonObject body = call.request().json();
    Pair pair = known(symbol).orElseThrow(() -> Problem.notFound("symbol")).pair();
    done(new Command.DefinePair(PairRequest.change(body, pair), status(body)));
    return shown(200, symbol);
  }

  /** Null: it is not named. */
  private static @Nullable PairStatus status(JsonObject body) {
    return Words.read(body, "status", List.of(PairStatus.values())).orElse(null);
  }

  private void done(Command command) {
    switch (engine.submit(command)) {
      case Answer.Done() -> {
        // It is as was asked.
      }
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other ->
          throw new IllegalStateException("the engine answered " + other.getClass());
    }
  }

  private Response shown(int status, String symbol) {
    return MarketRoutes.symbol(status, known(symbol).orElseThrow());
  }

  private Optional<Pairs.Listed> known(String symbol) {
    return engine.read(view -> view.market(symbol).map(SymbolRoutes::listed));
  }

  private static Pairs.Listed listed(MarketView market) {
    return new Pairs.Listed(market.pair(), market.status());
  }
}
