package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.IdempotencyKey;
import dev.carillon.api.desk.format.OrderRequest;
import dev.carillon.api.desk.format.PositionJson;
import dev.carillon.api.desk.format.TradeJson;
import dev.carillon.decimal.Decimal;
import dev.carillon.decimal.ParsedDecimal;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.PositionState;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.List;

/** {@code /api/desk/positions}. */
final class PositionRoutes {
  private static final String ALL = "/api/desk/positions";
  private static final String ONE = ALL + "/{ticket}";
  private static final int VOLUME_DECIMALS = 2;

  private final DeskCalls desk;
  private final Callers callers;

  PositionRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, "One's open positions, newest first", callers.user(this::list))
            .needsToken()
            .takesQuery("symbol", "only of this symbol"),
        Route.get(ONE, "One open position", callers.user(this::get)).needsToken(),
        Route.patch(ONE, "Changes stop loss and take profit", callers.user(this::protect))
            .needsToken()
            .takesBody("{\"stopLoss\":1.08000,\"takeProfit\":null}"),
        Route.delete(ONE, "Closes a position at the live quote", callers.user(this::close))
            .needsToken()
            .takesQuery("volume", "how many lots; all by default"));
  }

  /** Positions at a moment. */
  private record Seen(List<PositionState> positions, long nowMillis) {}

  private Response list(Call call) {
    Seen seen =
        desk.read(view -> new Seen(view.positions(call.owner()).reversed(), view.nowMillis()));
    List<PositionState> shown =
        seen.positions.stream().filter(position -> call.wants(position.symbol())).toList();
    return Response.page(
        shown, null, (json, position) -> PositionJson.position(json, position, seen.nowMillis));
  }

  private Response get(Call call) {
    Seen seen = find(call);
    return position(seen.positions.getFirst(), seen.nowMillis);
  }

  private Seen find(Call call) {
    long ticket = call.ticket();
    Seen seen =
        desk.read(view ->
            new Seen(view.position(call.owner(), ticket).stream().toList(), view.nowMillis()));
    if (seen.positions.isEmpty()) {
      throw Problem.notFound("open position");
    }
    return seen;
  }

  private Response protect(Call call) {
    Seen seen = find(call);
    Command command = OrderRequest.protect(call.request().json(), seen.positions.getFirst());
    return switch (desk.submit(command)) {
      case Answer.Positioned(PositionState position) -> position(position, seen.nowMillis);
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  private static Response position(PositionState position, long nowMillis) {
    return Response.success(200, json -> PositionJson.position(json, position, nowMillis));
  }

  private Response close(Call call) {
    Command.Close unkeyed = new Command.Close(call.owner(), call.ticket(), volume(call), null);
    Command.Close command =
        call.key().map(key -> IdempotencyKey.with(unkeyed, key)).orElse(unkeyed);
    return switch (desk.submit(command)) {
      case Answer.Closed closed ->
          Response.success(
              200,
              json -> {
                TradeJson.trade(json.beginObject().name("trade"), closed.deal());
                PositionJson.position(
                        json.name("position"), closed.position(), closed.deal().timeMillis())
                    .endObject();
              });
      case Answer.Repeated(String ticket) ->
          Response.success(
                  200,
                  json -> json.beginObject().field("ticket", Long.parseLong(ticket)).endObject())
              .withHeader("Idempotency-Replayed", "true");
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  /** In hundredths of a lot; 0: all of it. */
  private static long volume(Call call) {
    String text = call.request().queryParameter("volume").orElse(null);
    if (text == null) {
      return 0;
    }
    return switch (Decimal.parse(text, VOLUME_DECIMALS)) {
      case ParsedDecimal.Units(long hundredths) when hundredths > 0 -> hundredths;
      case ParsedDecimal _ ->
          throw Problem.badRequest("volume", "must be lots above 0, with at most two decimals");
    };
  }
}
