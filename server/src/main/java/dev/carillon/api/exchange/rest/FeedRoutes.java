package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.Figures;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.api.exchange.format.Parsed;
import dev.carillon.api.exchange.format.Words;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/feeds/trades}: trades from outside, for pairs that are fed. Each is answered in
 * its place; one that is refused does not hold up the others.
 */
final class FeedRoutes {
  private static final int MAX_TRADES = 1_000;
  private static final long LATEST_MILLIS = (1L << 48) - 1;

  private final EngineCalls engine;
  private final Callers callers;
  private final Pairs pairs;

  FeedRoutes(EngineCalls engine, Callers callers, Pairs pairs) {
    this.engine = engine;
    this.callers = callers;
    this.pairs = pairs;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/feeds/trades",
                "Trades from outside, for the role feed",
                callers.feed(this::trades))
            .needsToken()
            .takesBody(
                "{\"trades\":[{\"symbol\":\"XAU/USD\",\"price\":\"2650.10\","
                    + "\"quantity\":\"0.5\",\"side\":\"buy\"}]}"));
  }

  /**
   * What came of one trade.
   *
   * @param code null: it was accepted
   */
  private record Result(@Nullable String code, String message) {
    static final Result ACCEPTED = new Result(null, "");

    static Result of(Optional<Answer> answer) {
      return switch (answer.orElse(null)) {
        case Answer.Refused refused -> new Result(refused.reason().name(), refused.details());
        case null -> new Result("UNAVAILABLE", "no answer in time; it may have been accepted");
        default -> ACCEPTED;
      };
    }
  }

  private Response trades(Call call) {
    JsonObject body = call.request().json();
    List<JsonObject> items =
        body.optionalObjects("trades").orElseThrow(() -> body.mismatch("trades", "is required"));
    if (items.isEmpty() || items.size() > MAX_TRADES) {
      throw Problem.badRequest("trades", "must be 1 to " + MAX_TRADES);
    }
    List<Parsed<Command.ImportTrade>> parsed = items.stream().map(this::read).toList();
    List<Result> results = submit(parsed);
    long accepted = results.stream().filter(result -> result.code() == null).count();
    return Response.success(
        200,
        json -> {
          json.beginObject()
              .field("accepted", accepted)
              .field("refused", results.size() - accepted)
              .name("results")
              .beginArray();
          results.forEach(result -> write(json, result));
          json.endArray().endObject();
        });
  }

  private List<Result> submit(List<Parsed<Command.ImportTrade>> parsed) {
    List<Command> commands = new ArrayList<>();
    for (Parsed<Command.ImportTrade> item : parsed) {
      if (item instanceof Parsed.Good<Command.ImportTrade>(Command.ImportTrade command)) {
        commands.add(command);
      }
    }
    Iterator<Optional<Answer>> answers = engine.submitAll(commands).iterator();
    return parsed.stream()
        .map(item ->
            switch (item) {
              case Parsed.Good<Command.ImportTrade> _ -> Result.of(answers.next());
              case Parsed.Bad<Command.ImportTrade>(var fault) ->
                  new Result(fault.error().name(), fault.details());
            })
        .toList();
  }

  private Parsed<Command.ImportTrade> read(JsonObject item) {
    return switch (pairs.of(item)) {
      case Parsed.Bad<Pair>(var fault) -> new Parsed.Bad<>(fault);
      case Parsed.Good<Pair>(Pair pair) -> Parsed.by(() -> trade(item, pair));
    };
  }

  private static Command.ImportTrade trade(JsonObject item, Pair pair) {
    Figures figures = new Figures(item, pair);
    Side side =
        Words.read(item, "side", List.of(Side.values()))
            .orElseThrow(() -> item.mismatch("side", "is required"));
    return new Command.ImportTrade(
        pair.symbol(),
        side,
        required(item, "price", figures.price("price")),
        required(item, "quantity", figures.quantity("quantity")),
        item.optionalInteger("timestamp", 0, LATEST_MILLIS).orElse(0L));
  }

  private static long required(JsonObject item, String name, long steps) {
    if (steps == 0) {
      throw item.mismatch(name, "is required");
    }
    return steps;
  }

  private static void write(JsonWriter json, Result result) {
    json.beginObject().field("status", result.code() == null ? "accepted" : "refused");
    if (result.code() != null) {
      json.field("code", result.code()).field("message", result.message());
    }
    json.endObject();
  }
}
