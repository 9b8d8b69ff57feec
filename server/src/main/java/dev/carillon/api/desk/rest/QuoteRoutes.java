package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.Fault;
import dev.carillon.api.desk.format.QuoteJson;
import dev.carillon.api.desk.format.QuoteRequest;
import dev.carillon.api.desk.format.Symbols;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Tick;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code /api/desk/quotes}. */
final class QuoteRoutes {
  private static final String QUOTES = "/api/desk/quotes";
  private static final int MAX_QUOTES = 1_000;

  private final DeskCalls desk;
  private final Callers callers;
  private final Symbols symbols;
  private final Consumer<String> fed;

  QuoteRoutes(DeskCalls desk, Callers callers, Symbols symbols, Consumer<String> fed) {
    this.desk = desk;
    this.callers = callers;
    this.symbols = symbols;
    this.fed = fed;
  }

  List<Route> routes() {
    return List.of(
        Route.get(QUOTES, "The newest quotes", callers.user(this::quotes))
            .needsToken()
            .takesQuery("symbol", "only of this symbol"),
        Route.post(QUOTES, "Quotes from outside, for the role feed", callers.feed(this::feed))
            .needsToken()
            .takesBody(
                "{\"quotes\":[{\"symbol\":\"EURUSD\",\"bid\":1.08500,\"ask\":1.08501,"
                    + "\"time\":\"2024-01-01T00:00:00.000Z\"}]}"));
  }

  private Response quotes(Call call) {
    List<QuoteState> quotes =
        desk.read(view -> view.quotes()).stream()
            .filter(quote -> call.wants(quote.symbol()))
            .toList();
    return Response.page(quotes, null, QuoteJson::quote);
  }

  /**
   * What came of one quote.
   *
   * @param code empty: it was taken
   */
  private record Result(String code, String message) {
    static final Result TAKEN = new Result("", "");

    JsonWriter writeTo(JsonWriter json) {
      json.beginObject().field("status", code.isEmpty() ? "accepted" : "refused");
      if (!code.isEmpty()) {
        json.field("code", code).field("message", message);
      }
      return json.endObject();
    }
  }

  /** Each is answered in its place; one that is refused does not hold up the others. */
  private Response feed(Call call) {
    JsonObject body = call.request().json();
    List<JsonObject> items =
        body.optionalObjects("quotes").orElseThrow(() -> body.mismatch("quotes", "is required"));
    if (items.isEmpty() || items.size() > MAX_QUOTES) {
      throw Problem.badRequest("quotes", "must be 1 to " + MAX_QUOTES);
    }
    List<Result> results = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (JsonObject item : items) {
      try {
        ticks.add(QuoteRequest.read(item, symbols));
        places.add(results.size());
        results.add(Result.TAKEN);
      } catch (JsonException e) {
        results.add(new Result("INVALID_QUOTE", Fault.issue(e)));
      }
    }
    take(ticks, places, results);
    return answer(results);
  }

  private void take(List<Tick> ticks, List<Integer> places, List<Result> results) {
    if (ticks.isEmpty()) {
      return;
    }
    switch (desk.submit(new Command.Quotes(ticks))) {
      case Answer.Quoted(_, var refused) ->
          refused.forEach(tick ->
              results.set(
                  places.get(tick.index()), new Result(tick.reason().name(), tick.details())));
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    }
    for (int i = 0; i < ticks.size(); i++) {
      if (results.get(places.get(i)).equals(Result.TAKEN)) {
        fed.accept(ticks.get(i).symbol());
      }
    }
  }

  private static Response answer(List<Result> results) {
    long taken = results.stream().filter(Result.TAKEN::equals).count();
    return Response.success(
        200,
        json -> {
          json.beginObject()
              .field("accepted", taken)
              .field("refused", results.size() - taken)
              .name("results")
              .beginArray();
          results.forEach(result -> result.writeTo(json));
          json.endArray().endObject();
        });
  }
}
