package dev.carillon.api.desk;

import dev.carillon.api.desk.ClientMessage.Request;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.api.desk.format.IdempotencyKey;
import dev.carillon.api.desk.format.OrderJson;
import dev.carillon.api.desk.format.OrderRequest;
import dev.carillon.api.desk.format.PositionJson;
import dev.carillon.api.desk.format.TradeJson;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.Reason;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a connection gives. Confined to its loop.
 *
 * <p>Answers come on the desk's thread and are sent in line with what it tells: so an order is
 * answered before anything is told of it.
 */
final class OrderEntry {
  private final DeskSession session;

  OrderEntry(DeskSession session) {
    this.session = session;
  }

  /** {@code {"type":"order","action":"place","symbol":"EURUSD","orderType":"BUY","volume":0.1}}. */
  void handle(Request request) {
    try {
      JsonObject json = request.json();
      switch (json.string("action")) {
        case "place" -> place(request, json);
        case "cancel" ->
            submit(request, new Command.Cancel(session.owner(), OrderRequest.ticket(json)));
        case "modify" -> modify(request, OrderRequest.ticket(json));
        case "close" -> close(request, json);
        default -> throw json.mismatch("action", "must be one of place, cancel, modify, close");
      }
    } catch (JsonException e) {
      fail(request, Fault.of(DeskError.INVALID_MESSAGE, Fault.issue(e)), Optional.empty());
    }
  }

  private void place(Request request, JsonObject json) {
    Command.Place command =
        OrderRequest.place(json, session.owner(), session.api().ports().feed().symbols());
    submit(request, key(json).map(key -> IdempotencyKey.with(command, key)).orElse(command));
  }

  private void close(Request request, JsonObject json) {
    Command.Close command = OrderRequest.close(json, session.owner(), OrderRequest.ticket(json));
    submit(request, key(json).map(key -> IdempotencyKey.with(command, key)).orElse(command));
  }

  private static Optional<String> key(JsonObject json) {
    String name = json.has("idempotencyKey") ? "idempotencyKey" : "clientOrderId";
    return json.has(name)
        ? Optional.of(json.string(name, 1, IdempotencyKey.MAX_CHARS))
        : Optional.empty();
  }

  /**
   * How many digits its prices have, and whether it is an order or a position, only the desk knows.
   * What the client sends next waits: it may be about the same order.
   */
  private void modify(Request request, long ticket) {
    session.link().pause();
    boolean asked =
        session
            .api()
            .ports()
            .engine()
            .read(view -> {
              modify(request, ticket, view);
              session.onLoop(session.link()::resume);
            });
    if (!asked) {
      fail(request, Fault.busy(), Optional.empty());
      session.link().resume();
    }
  }

  /** On the desk's thread. */
  private void modify(Request request, long ticket, DeskView view) {
    try {
      Optional<Command> command =
          OrderRequest.change(request.json(), session.owner(), ticket, view);
      if (command.isPresent()) {
        submit(request, command.get());
      } else {
        later(request, new Answer.Refused(Reason.UNKNOWN_ORDER, "ticket: is not open", null));
      }
    } catch (JsonException e) {
      Fault fault = Fault.of(DeskError.INVALID_MESSAGE, Fault.issue(e));
      session.inLine(() -> fail(request, fault, Optional.empty()));
    }
  }

  private void submit(Request request, Command command) {
    session.api().ports().engine().submit(command, answer -> later(request, answer));
  }

  private void later(Request request, Answer answer) {
    session.inLine(() -> answer(request, answer));
  }

  private void answer(Request request, Answer answer) {
    switch (answer) {
      case Answer.Ordered(var order) -> succeed(request, json -> OrderJson.members(json, order));
      case Answer.Positioned(var position) ->
          succeed(request, json -> PositionJson.members(json, position, session.api().nowMillis()));
      case Answer.Closed(var deal, var position) ->
          succeed(
              request,
              json -> {
                TradeJson.trade(json.name("trade"), deal);
                PositionJson.position(json.name("position"), position, session.api().nowMillis());
              });
      case Answer.Repeated(var ticket) -> repeated(request, Long.parseLong(ticket));
      case Answer.Refused refused ->
          fail(request, Fault.of(refused), Optional.ofNullable(refused.order()));
      case Answer.Account _,
          Answer.LimitsSet _,
          Answer.Connected _,
          Answer.Employed _,
          Answer.Acknowledged _,
          Answer.Quoted _,
          Answer.Done _ ->
          throw new IllegalStateException("an order was answered by " + answer);
    }
  }

  /** It was done before: what became of it can be seen in the order, as long as it is kept. */
  private void repeated(Request request, long ticket) {
    String owner = session.owner();
    boolean asked =
        session
            .api()
            .ports()
            .engine()
            .read(view -> {
              Optional<OrderState> order = view.order(owner, ticket);
              session.inLine(() -> repeated(request, ticket, order));
            });
    if (!asked) {
      repeated(request, ticket, Optional.empty());
    }
  }

  private void repeated(Request request, long ticket, Optional<OrderState> order) {
    succeed(
        request,
        json -> {
          order.ifPresentOrElse(
              known -> OrderJson.members(json, known), () -> json.field("ticket", ticket));
          json.field("repeated", true);
        });
  }

  private void succeed(Request request, Consumer<JsonWriter> data) {
    result(request, "success", data);
  }

  private void fail(Request request, Fault fault, Optional<OrderState> order) {
    result(
        request,
        "error",
        json -> {
          fault.members(json);
          order.ifPresent(refused -> OrderJson.order(json.name("order"), refused));
        });
  }

  private void result(Request request, String status, Consumer<JsonWriter> data) {
    session.answer(
        request.id(),
        "order_result",
        json -> {
          json.field("action", action(request)).field("status", status).name("data").beginObject();
          data.accept(json);
          json.endObject();
        });
  }

  private static @Nullable String action(Request request) {
    return request.json().isString("action") ? request.json().string("action") : null;
  }
}
