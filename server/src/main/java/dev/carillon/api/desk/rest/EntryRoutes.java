package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.EntryJson;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Strategy;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** {@code /api/desk/connections} and {@code strategies}: where an account's orders come from. */
final class EntryRoutes {
  private static final String CONNECTIONS = "/api/desk/connections";
  private static final String STRATEGIES = "/api/desk/strategies";
  private static final int MAX_NAME = 100;
  private static final int MAX_MESSAGE = 500;

  private final DeskCalls desk;
  private final Callers callers;

  EntryRoutes(DeskCalls desk, Callers callers) {
    this.desk = desk;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        Route.get(CONNECTIONS, "One's connections, newest first", callers.user(this::connections))
            .needsToken(),
        Route.post(CONNECTIONS, "Adds a connection", callers.user(this::connect))
            .needsToken()
            .takesBody("{\"name\":\"MetaTrader 5\"}"),
        Route.patch(
                CONNECTIONS + "/{id}",
                "Says that a connection is lost or restored",
                callers.user(this::setConnection))
            .needsToken()
            .takesBody("{\"status\":\"DISCONNECTED\"}"),
        Route.get(STRATEGIES, "One's strategies, newest first", callers.user(this::strategies))
            .needsToken(),
        Route.post(STRATEGIES, "Adds a strategy", callers.user(this::employ))
            .needsToken()
            .takesBody("{\"name\":\"Mean reversion\"}"),
        Route.patch(
                STRATEGIES + "/{id}",
                "Says how a strategy stands; orders of one that is not active are refused",
                callers.user(this::setStrategy))
            .needsToken()
            .takesBody("{\"status\":\"PAUSED\"}"));
  }

  private Response connections(Call call) {
    List<Connection> found = desk.read(view -> view.connections(call.owner()));
    return Response.page(found.reversed(), null, EntryJson::connection);
  }

  private Response strategies(Call call) {
    List<Strategy> found = desk.read(view -> view.strategies(call.owner()));
    return Response.page(found.reversed(), null, EntryJson::strategy);
  }

  private Response connect(Call call) {
    String name = call.request().json().string("name", 1, MAX_NAME);
    Command unkeyed = new Command.AddConnection(call.owner(), null, name, null);
    return answer(
        call,
        201,
        new Command.AddConnection(call.owner(), null, name, call.key("connection", unkeyed)));
  }

  private Response employ(Call call) {
    String name = call.request().json().string("name", 1, MAX_NAME);
    Command unkeyed = new Command.AddStrategy(call.owner(), null, name, null);
    return answer(
        call,
        201,
        new Command.AddStrategy(call.owner(), null, name, call.key("strategy", unkeyed)));
  }

  private Response setConnection(Call call) {
    JsonObject body = call.request().json();
    boolean connected =
        switch (body.string("status")) {
          case EntryJson.CONNECTED -> true;
          case EntryJson.DISCONNECTED -> false;
          default -> throw body.mismatch("status", "must be CONNECTED or DISCONNECTED");
        };
    String id = call.request().parameter("id");
    return answer(call, 200, new Command.ConnectionStatus(call.owner(), id, connected));
  }

  private Response setStrategy(Call call) {
    JsonObject body = call.request().json();
    Strategy.Status status = status(body);
    String message = body.has("message") ? body.string("message", 0, MAX_MESSAGE) : "";
    String id = call.request().parameter("id");
    return answer(call, 200, new Command.StrategyStatus(call.owner(), id, status, message));
  }

  private static Strategy.Status status(JsonObject body) {
    String word = body.string("status");
    return Arrays.stream(Strategy.Status.values())
        .filter(status -> status.name().equals(word))
        .findFirst()
        .orElseThrow(() -> body.mismatch("status", "must be ACTIVE, PAUSED or ERROR"));
  }

  private Response answer(Call call, int status, Command command) {
    return switch (desk.submit(command)) {
      case Answer.Connected(Connection connection) ->
          Response.success(status, json -> EntryJson.connection(json, connection));
      case Answer.Employed(Strategy strategy) ->
          Response.success(status, json -> EntryJson.strategy(json, strategy));
      case Answer.Repeated(String id) -> repeated(call.owner(), id);
      case Answer.Refused refused when refused.reason() == Reason.UNKNOWN_CONNECTION ->
          throw Problem.notFound("connection");
      case Answer.Refused refused when refused.reason() == Reason.UNKNOWN_STRATEGY ->
          throw Problem.notFound("strategy");
      case Answer.Refused refused -> throw Refusals.other(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  /** What the same request has added before, as it is now; nothing is ever taken away. */
  private Response repeated(String owner, String id) {
    return desk.read(view -> added(view, owner, id)).withHeader("Idempotency-Replayed", "true");
  }

  private static Response added(DeskView view, String owner, String id) {
    for (Connection connection : view.connections(owner)) {
      if (connection.id().equals(id)) {
        return Response.success(201, json -> EntryJson.connection(json, connection));
      }
    }
    for (Strategy strategy : view.strategies(owner)) {
      if (strategy.id().equals(id)) {
        return Response.success(201, json -> EntryJson.strategy(json, strategy));
      }
    }
    throw Problem.notFound("connection or strategy");
  }
}
