package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.api.exchange.format.OrderIds;
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
import dev.carillon.market.EngineView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private @Nullable Subscription answers;

  /** Whose orders end with the connection; null: nobody's. */
  private @Nullable String staked;

  OrderEntry(ExchangeSession session) {
    this.session = session;
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
                  TopicPattern.exactly(topic()),
                  Subscription.Options.all(session.api().encoder()));
    }
    String owner = user.get().userId();
    switch (request.method()) {
      case ORDER_PLACE -> place(request, owner);
      case ORDER_AMEND -> find(request, owner, order -> amend(request, order));
      case ORDER_CANCEL -> cancel(request, owner);
      case ORDER_CANCEL_ALL -> cancelAll(request, owner);
      case SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, AUTH, PING, STATUS ->
          throw new IllegalArgumentException(request + ": no method of orders");
    }
  }

  private Topic topic() {
    return Topic.of(SPACE, Long.toString(session.id()));
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

  private void amend(Request request, OrderState order) {
    switch (OrderRequest.change(request.params(), order)) {
      case Parsed.Bad<Command.Amend>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Command.Amend>(var command) -> submit(request, command);
    }
  }

  private void cancel(Request request, String owner) {
    if (request.params().isString("order_id")) {
      OptionalLong number = OrderIds.parse(request.params().string("order_id"));
      if (number.isPresent()) {
        submit(request, new Command.Cancel(owner, number.getAsLong()));
      } else {
        session.refuse(request, unknown());
      }
      return;
    }
    find(request, owner, order -> submit(request, new Command.Cancel(owner, order.id())));
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

  /**
   * Looks for the order that is meant; the client's next message waits for that, so that its
   * requests are done in their order.
   */
  private void find(Request request, String owner, Consumer<OrderState> then) {
    switch (Parsed.by(() -> lookup(request.params(), owner))) {
      case Parsed.Bad<Function<EngineView, Optional<OrderState>>>(var fault) ->
          session.refuse(request, fault);
      case Parsed.Good<Function<EngineView, Optional<OrderState>>>(var lookup) -> {
        session.link().pause();
        boolean taken =
            session
                .api()
                .engine()
                .read(view -> {
                  Optional<OrderState> order = lookup.apply(view);
                  session.onLoop(() -> found(request, order, then));
                });
        if (!taken) {
          session.refuse(request, Fault.busy());
          session.link().resume();
        }
      }
    }
  }

  private void found(Request request, Optional<OrderState> order, Consumer<OrderState> then) {
    if (order.isPresent()) {
      then.accept(order.get());
    } else {
      session.refuse(request, unknown());
    }
    session.link().resume();
  }

  private static Function<EngineView, Optional<OrderState>> lookup(
      JsonObject params, String owner) {
    Optional<String> id = params.optionalString("order_id");
    if (id.isPresent()) {
      OptionalLong number = OrderIds.parse(id.get());
      return view -> number.isPresent() ? view.order(owner, number.getAsLong()) : Optional.empty();
    }
    String clientId =
        params
            .optionalString("client_order_id")
            .orElseThrow(() -> params.mismatch("order_id", "is required, or client_order_id"));
    return view -> view.orderByClientId(owner, clientId);
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
    Topic topic = topic();
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
