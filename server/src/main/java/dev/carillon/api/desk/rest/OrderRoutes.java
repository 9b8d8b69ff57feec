package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.IdempotencyKey;
import dev.carillon.api.desk.format.Ids;
import dev.carillon.api.desk.format.OrderJson;
import dev.carillon.api.desk.format.OrderRequest;
import dev.carillon.api.desk.format.Symbols;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /api/desk/orders}. */
final class OrderRoutes {
  private static final String ALL = "/api/desk/orders";
  private static final String ONE = ALL + "/{id}";
  private static final String ORDER =
      "{\"symbol\":\"EURUSD\",\"orderType\":\"BUY_LIMIT\",\"volume\":0.1,\"price\":1.08200,"
          + "\"stopLoss\":1.08000,\"takeProfit\":1.09000,\"strategyId\":\"strategy_123\"}";

  private final DeskCalls desk;
  private final Callers callers;
  private final Symbols symbols;

  OrderRoutes(DeskCalls desk, Callers callers, Symbols symbols) {
    this.desk = desk;
    this.callers = callers;
    this.symbols = symbols;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                ALL, "Places an order; BUY and SELL are market orders", callers.user(this::place))
            .needsToken()
            .takesBody(ORDER),
        Route.get(ALL, "One's orders, newest first", callers.user(this::list))
            .needsToken()
            .takesQuery("status", "pending or all; all by default")
            .takesQuery("symbol", "only of this symbol")
            .takesQuery("limit", "how many, 1 to 500; 50 by default")
            .takesQuery("before", "only orders older than this id"),
        Route.get(ONE, "One order", callers.user(this::get)).needsToken(),
        Route.patch(ONE, "Changes a pending order", callers.user(this::modify))
            .needsToken()
            .takesBody("{\"price\":1.08150,\"stopLoss\":null}"),
        Route.delete(ONE, "Cancels a pending order", callers.user(this::cancel)).needsToken());
  }

  private Response place(Call call) {
    Command.Place unkeyed = OrderRequest.place(call.request().json(), call.owner(), symbols);
    Command.Place command =
        call.key().map(key -> IdempotencyKey.with(unkeyed, key)).orElse(unkeyed);
    return switch (desk.submit(command)) {
      case Answer.Ordered(OrderState order) -> order(201, order);
      case Answer.Repeated(String ticket) -> repeated(call, Long.parseLong(ticket));
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  /** The order as it stands now; of one that is forgotten only its names are known. */
  private Response repeated(Call call, long ticket) {
    return known(call, ticket)
        .map(order -> order(201, order))
        .orElseGet(() ->
            Response.success(
                201,
                json ->
                    json.beginObject()
                        .field("orderId", Ids.ORDER.text(ticket))
                        .field("ticket", ticket)
                        .endObject()))
        .withHeader("Idempotency-Replayed", "true");
  }

  private Response list(Call call) {
    String status = call.request().queryParameter("status").orElse("all");
    if (!status.equals("all") && !status.equals("pending")) {
      throw Problem.badRequest("status", "must be pending or all");
    }
    boolean all = status.equals("all");
    List<OrderState> remembered =
        desk.read(view -> orders(view, call.owner(), all)).stream()
            .filter(order -> call.wants(order.symbol()))
            .toList();
    List<OrderState> stored =
        all ? desk.settledHistory().orders(call.stored(Ids.ORDER)) : List.of();
    return call.page(remembered, stored, Ids.ORDER, OrderState::ticket, OrderJson::order);
  }

  private static List<OrderState> orders(DeskView view, String owner, boolean all) {
    List<OrderState> orders = new ArrayList<>(view.orders(owner));
    if (all) {
      orders.addAll(view.endedOrders(owner));
    }
    return orders;
  }

  private Response get(Call call) {
    return order(200, find(call));
  }

  private OrderState find(Call call) {
    long ticket = call.id(Ids.ORDER, "order");
    return known(call, ticket).orElseThrow(() -> Problem.notFound("order"));
  }

  /** As the desk remembers it; else as the history does. */
  private Optional<OrderState> known(Call call, long ticket) {
    return desk.read(view -> view.order(call.owner(), ticket))
        .or(() -> desk.settledHistory().order(call.owner(), ticket));
  }

  private Response modify(Call call) {
    OrderState order = pending(find(call));
    return changed(OrderRequest.modify(call.request().json(), order));
  }

  private Response cancel(Call call) {
    return changed(new Command.Cancel(call.owner(), pending(find(call)).ticket()));
  }

  /** Of an order that has ended it is told how. */
  private static OrderState pending(OrderState order) {
    if (order.status() != OrderStatus.PENDING) {
      throw Problem.conflict("ORDER_" + order.status(), "the order is not pending any more");
    }
    return order;
  }

  private Response changed(Command command) {
    return switch (desk.submit(command)) {
      case Answer.Ordered(OrderState order) -> order(200, order);
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw DeskCalls.unexpected(other);
    };
  }

  private static Response order(int status, OrderState order) {
    return Response.success(status, json -> OrderJson.order(json, order));
  }
}
