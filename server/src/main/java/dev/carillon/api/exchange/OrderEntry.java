package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.api.exchange.format.OrderJson;
import dev.carillon.api.exchange.format.OrderRequest;
import dev.carillon.api.exchange.format.Parsed;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a connection gives. Confined to its loop.
 *
 * <p>Answers come on the engine's thread and go through a topic of the connection's own, in line
 * with what that thread publishes: so an order is answered before anything is told of it.
 */
final class OrderEntry {
  private static final String SPACE = "exchange.answers";

  private final ExchangeSession session;
  private final Topic topic;
  private @Nullable Subscription answers;

  /** Whose orders end with the connection; null: nobody's. */
  private @Nullable String staked;

  OrderEntry(ExchangeSession session) {
    this.session = session;
    this.topic = Topic.of(SPACE, Long.toString(session.id()));
  }

  void handle(Request request) {
    Optional<Principal> user = session.login().principal();
    if (user.isEmpty()) {
      session.refuse(
          request,
          Fault.of(
              ExchangeError.AUTHENTICATION_REQUIRED,
              "Method '" + request.method().word() + "' needs a user"));
      return;
    }
    if (answers == null) {
      answers =
          session
              .shard()
              .subscribe(
                  session.outbox(),
                  TopicPattern.exactly(topic),
                  Subscription.Options.all(session.api().encoder()));
    }
    String owner = user.get().userId();
    switch (request.method()) {
      case ORDER_PLACE -> place(request, owner);
      case ORDER_AMEND -> named(request, order -> amend(request, owner, order));
      case ORDER_CANCEL -> named(request, order -> cancel(request, owner, order));
      case ORDER_CANCEL_ALL -> cancelAll(request, owner);
      case SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, AUTH, PING, STATUS ->
          throw new IllegalArgumentException(request + ": no method of orders");
    }
  }

  private void place(Request request, String owner) {
    OrderRequest.From from = new OrderRequest.From(owner, session.id(), null);
    switch (OrderRequest.read(request.params(), session.api().pairs(), from)) {
      case Parsed.Bad<Command.Place>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Command.Place>(var command) -> {
        if (command.terms().options().connection() != 0) {
          staked = owner;
        }
        submit(request, command);
      }
    }
  }

  private void amend(Request request, String owner, OrderName order) {
    switch (OrderRequest.change(request.params(), owner, order)) {
      case Parsed.Bad<Command.Change>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Command.Change>(var command) -> submit(request, command);
    }
  }

  private void cancel(Request request, String owner, OrderName order) {
    String name = order.clientOrderId();
    submit(
        request,
        name == null
            ? new Command.Cancel(owner, order.id())
            : new Command.CancelNamed(owner, name));
  }

  private void named(Request request, Consumer<OrderName> then) {
    switch (OrderRequest.order(request.params())) {
      case Parsed.Bad<Optional<OrderName>>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Optional<OrderName>>(var order) ->
          order.ifPresentOrElse(then, () -> session.refuse(request, unknown()));
    }
  }

  private void cancelAll(Request request, String owner) {
    JsonObject params = request.params();
    if (!params.has("symbol")) {
      submit(request, new Command.CancelAll(owner, null));
      return;
    }
    switch (session.api().pairs().of(params)) {
      case Parsed.Bad<Pair>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Pair>(var pair) ->
          submit(request, new Command.CancelAll(owner, pair.symbol()));
    }
  }

  private static Fault unknown() {
    return new Fault(
        ExchangeError.ORDER_REJECTED,
        "order_id: no live order of this account has it",
        Reason.UNKNOWN_ORDER,
        0);
  }

  private void submit(Request request, Command command) {
    Shard shard = session.shard();
    ExchangeApi api = session.api();
    api.engine()
        .submit(
            command,
            answer -> {
              long now = api.nowMillis();
              Payload message = message(request, answer, now);
              shard.tell(Publication.of(topic, request.method().word(), message, now));
            });
  }

  private static Payload message(Request request, Answer answer, long nowMillis) {
    return switch (answer) {
      case Answer.Refused refused ->
          ServerFrames.error(request.id(), request.method(), Fault.of(refused), nowMillis);
      case Answer.Ordered(var order, var sequence) ->
          ServerFrames.answer(
              request.id(),
              type(request.method()),
              nowMillis,
              json -> OrderJson.members(json, order).field("sequence", sequence));
      case Answer.Ended(var orders) ->
          ServerFrames.answer(
              request.id(),
              type(request.method()),
              nowMillis,
              json -> {
                json.field("count", orders.size()).name("orders").beginArray();
                orders.forEach(order -> OrderJson.order(json, order));
                json.endArray();
              });
      case Answer.Balances _, Answer.Repeated _, Answer.Done _ ->
          throw new IllegalStateException(request + ": answered by " + answer);
    };
  }

  private static String type(Method method) {
    return switch (method) {
      case ORDER_PLACE -> "order_placed";
      case ORDER_AMEND -> "order_amended";
      case ORDER_CANCEL -> "order_cancelled";
      case ORDER_CANCEL_ALL -> "orders_cancelled";
      case SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, AUTH, PING, STATUS ->
          throw new IllegalArgumentException(method + ": no method of orders");
    };
  }

  /** The connection is gone, and the orders go that were to go with it. */
  void end() {
    if (answers != null) {
      session.shard().unsubscribe(answers);
    }
    if (staked != null) {
      session.api().departures().left(new Command.CancelConnection(staked, session.id()));
    }
  }
}
