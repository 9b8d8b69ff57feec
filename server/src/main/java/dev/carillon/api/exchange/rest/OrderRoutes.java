package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.OrderIds;
import dev.carillon.api.exchange.format.OrderJson;
import dev.carillon.api.exchange.format.OrderRequest;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code /api/exchange/orders}. */
final class OrderRoutes {
  private static final String ALL = "/api/exchange/orders";
  private static final String ONE = ALL + "/{id}";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;
  private static final String ORDER =
      "{\"symbol\":\"BTC/USDT\",\"side\":\"buy\",\"type\":\"limit\",\"quantity\":\"0.5\","
          + "\"price\":\"45678.90\",\"time_in_force\":\"GTC\"}";

  private final EngineCalls engine;
  private final Callers callers;
  private final Pairs pairs;

  OrderRoutes(EngineCalls engine, Callers callers, Pairs pairs) {
    this.engine = engine;
    this.callers = callers;
    this.pairs = pairs;
  }

  List<Route> routes() {
    return List.of(
        Route.post(ALL, "Places an order", callers.user(this::place)).needsToken().takesBody(ORDER),
        Route.get(ALL, "One's orders, newest first", callers.user(this::list))
            .needsToken()
            .takesQuery("symbol", "only of this pair")
            .takesQuery("status", "open or all; all by default")
            .takesQuery("limit", "how many, 1 to 500; 50 by default")
            .takesQuery("before", "only orders older than this id"),
        Route.delete(ALL, "Cancels all of one's orders", callers.user(this::cancelAll))
            .needsToken()
            .takesQuery("symbol", "only of this pair"),
        Route.get(ONE, "One order, live or ended", callers.user(this::get)).needsToken(),
        Route.patch(ONE, "Amends a live order", callers.user(this::amend))
            .needsToken()
            .takesBody("{\"quantity\":\"0.4\"}"),
        Route.delete(ONE, "Cancels an order", callers.user(this::cancel)).needsToken());
  }

  private Response place(Call call) {
    OrderRequest.From from = new OrderRequest.From(call.owner(), 0, call.key("order"));
    Command.Place place = Refusals.value(OrderRequest.read(call.request().json(), pairs, from));
    return switch (engine.submit(place)) {
      case Answer.Ordered(OrderState order, _) -> order(201, order);
      case Answer.Repeated(long id) ->
          order(201, find(call, id)).withHeader("Idempotency-Replayed", "true");
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw unexpected(other);
    };
  }

  private Response get(Call call) {
    return order(200, find(call, id(call)));
  }

  private Response amend(Call call) {
    long id = id(call);
    Command change =
        Refusals.value(OrderRequest.change(call.request().json(), call.owner(), OrderName.of(id)));
    return changed(call, change, id);
  }

  private Response cancel(Call call) {
    long id = id(call);
    return changed(call, new Command.Cancel(call.owner(), id), id);
  }

  /** Does something to a live order; who asks it of one that has ended is told how it ended. */
  private Response changed(Call call, Command command, long id) {
    return switch (engine.submit(command)) {
      case Answer.Ordered(OrderState order, _) -> order(200, order);
      case Answer.Refused(Reason reason, _, _) when reason == Reason.UNKNOWN_ORDER ->
          ended(find(call, id));
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw unexpected(other);
    };
  }

  private static Response ended(OrderState order) {
    return Refusals.rejected(
        Reason.UNKNOWN_ORDER, "order: " + order.status() + " (expected: a live one)", order);
  }

  private Response cancelAll(Call call) {
    return switch (engine.submit(new Command.CancelAll(call.owner(), call.symbol(pairs)))) {
      case Answer.Ended(List<OrderState> orders) -> Response.page(orders, null, OrderJson::order);
      case Answer.Refused refused -> Refusals.order(refused);
      case Answer other -> throw unexpected(other);
    };
  }

  private Response list(Call call) {
    String status = call.request().queryParameter("status").orElse("all");
    if (!status.equals("all") && !status.equals("open")) {
      throw Problem.badRequest("status", "must be open or all");
    }
    int limit = call.limit(PAGE, MAX_PAGE);
    // One more tells whether there is a next page.
    Page page = new Page(call.owner(), call.symbol(pairs), before(call), limit + 1);
    List<OrderState> found =
        status.equals("open")
            ? engine.read(view -> open(view.orders(page.owner()), page))
            : engine.settledHistory().orders(page);
    return page(found, limit);
  }

  private static List<OrderState> open(List<OrderState> oldestFirst, Page page) {
    return oldestFirst.reversed().stream()
        .filter(order -> order.id() < page.before())
        .filter(order -> page.symbol() == null || order.pair().symbol().equals(page.symbol()))
        .limit(page.limit())
        .toList();
  }

  private static Response page(List<OrderState> found, int limit) {
    List<OrderState> shown = found.subList(0, Math.min(limit, found.size()));
    @Nullable String next = found.size() > limit ? name(shown.getLast()) : null;
    return Response.page(shown, next, OrderJson::order);
  }

  private static String name(OrderState order) {
    return OrderIds.text(order.createdAt(), order.id());
  }

  private static long before(Call call) {
    Optional<String> text = call.request().queryParameter("before");
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return OrderIds.parse(text.get())
        .orElseThrow(() -> Problem.badRequest("before", "must be the id of an order"));
  }

  private OrderState find(Call call, long id) {
    return engine
        .find(view -> view.order(call.owner(), id), history -> history.order(call.owner(), id))
        .orElseThrow(() -> Problem.notFound("order"));
  }

  private static long id(Call call) {
    OptionalLong id = OrderIds.parse(call.request().parameter("id"));
    return id.orElseThrow(() -> Problem.notFound("order"));
  }

  private static Response order(int status, OrderState order) {
    return Response.success(status, json -> OrderJson.order(json, order));
  }

  private static IllegalStateException unexpected(Answer answer) {
    return new IllegalStateException("the engine answered " + answer.getClass().getSimpleName());
  }
}
