package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.SymbolJson;
import dev.carillon.api.desk.format.SymbolRequest;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import java.util.List;

/** {@code /api/desk/symbols}: what is traded, and for administrators by which rules. */
final class SymbolRoutes {
  private static final String SYMBOLS = "/api/desk/symbols";
  private static final int MAX_NAME = 32;

  private final DeskCalls desk;
  private final Callers callers;

  SymbolRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get(SYMBOLS, "What is traded", callers.user(this::list))
            .needsToken()
            .takesQuery("symbol", "only this one"),
        Route.post(
                SYMBOLS,
                "Defines a symbol, or changes its rules, for administrators",
                callers.admin(this::define))
            .needsToken()
            .takesBody(
                "{\"symbol\":\"EURUSD\",\"base\":\"EUR\",\"quote\":\"USD\",\"digits\":5,"
                    + "\"contractSize\":100000,\"commission\":5.0,\"sessions\":\"FOREX\"}"));
  }

  /** A symbol at a moment. */
  private record Listed(Symbol symbol, boolean open) {}

  private Response list(Call call) {
    List<Listed> listed =
        desk.read(view ->
            view.symbols().stream()
                .map(symbol -> new Listed(symbol, view.isOpen(symbol.name())))
                .toList());
    return Response.page(
        listed.stream().filter(each -> call.wants(each.symbol)).toList(),
        null,
        (json, each) -> SymbolJson.symbol(json, each.symbol, each.open));
  }

  private Response define(Call call) {
    JsonObject body = call.request().json();
    String name = body.string("symbol", 1, MAX_NAME);
    Symbol symbol =
        desk.read(view -> view.symbol(name))
            .map(known -> SymbolRequest.change(body, known))
            .orElseGet(() -> SymbolRequest.define(body));
    return switch (desk.submit(new Command.DefineSymbol(symbol))) {
      case Answer.Done _ -> {
        boolean open = desk.read(view -> view.isOpen(name));
        yield Response.success(201, json -> SymbolJson.symbol(json, symbol, open));
      }
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }
}
