package dev.carillon.api.exchange.feed;

import dev.carillon.api.exchange.feed.OwnerLog.Entry;
import dev.carillon.api.exchange.feed.Past.PastFill;
import dev.carillon.api.exchange.feed.Publisher.Head;
import dev.carillon.api.exchange.format.AccountJson;
import dev.carillon.api.exchange.format.OrderJson;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.EngineView;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.BalancesChanged;
import dev.carillon.market.model.MarketEvent.Filled;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.OrderState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What concerns single accounts: told to them, and the newest kept for those who come back. On the
 * engine's thread.
 *
 * <p>Events are kept as they are, and written when somebody wants them: most accounts are not
 * listened to. The same event has the same bytes whenever it is told.
 */
final class PrivateFeed {
  private final Publisher publisher;
  private final FeedSettings settings;

  /** The account that was quiet longest first. */
  private final LinkedHashMap<String, OwnerLog> logs = new LinkedHashMap<>();

  private int kept;

  /** A fill waits for the order as it stands after it, which is the next event. */
  private @Nullable Filled fill;

  PrivateFeed(Publisher publisher, FeedSettings settings) {
    this.publisher = publisher;
    this.settings = settings;
  }

  void happened(MarketEvent.Private event) {
    switch (event) {
      case Filled filled -> fill = filled;
      case OrderChanged changed -> {
        OrderState order = changed.order();
        Filled before = fill;
        fill = null;
        if (before != null) {
          add(new Entry(before, order));
        }
        add(new Entry(changed, order));
      }
      case BalancesChanged changed -> add(new Entry(changed, null));
    }
  }

  private void add(Entry entry) {
    String owner = entry.event().owner();
    OwnerLog log = logs.get(owner);
    if (log == null) {
      log = new OwnerLog(owner);
    }
    logs.putLast(owner, log);
    log.add(entry);
    kept++;
    if (log.size() > settings.privateEvents()) {
      log.removeFirst();
      kept--;
    }
    while (kept > settings.allPrivateEvents() && logs.size() > 1) {
      kept -= logs.pollFirstEntry().getValue().size();
    }
    Topic topic = log.topicOf(entry.event());
    if (publisher.isHeard(topic)) {
      OrderState order = entry.order();
      Head head = head(entry);
      publisher.publish(
          topic, head, order == null ? null : order.pair().symbol(), message(head, entry));
    }
  }

  private static Head head(Entry entry) {
    MarketEvent.Private event = entry.event();
    String id = "p-" + event.owner() + "-" + event.sequence();
    return switch (event) {
      case Filled filled ->
          new Head(id, "user_trade", "user_trades", filled.fill().trade().timeMillis());
      case OrderChanged changed ->
          new Head(id, "order_update", "orders", changed.order().updatedAt());
      case BalancesChanged changed ->
          new Head(id, "account_update", "account", changed.timeMillis());
    };
  }

  private Payload message(Entry entry) {
    return message(head(entry), entry);
  }

  private Payload message(Head head, Entry entry) {
    return publisher.message(
        head, json -> members(json, entry).field("sequence", entry.sequence()));
  }

  private static JsonWriter members(JsonWriter json, Entry entry) {
    return switch (entry.event()) {
      case Filled filled -> fill(json, filled, entry.order());
      case OrderChanged changed -> OrderJson.members(json, changed.order());
      case BalancesChanged changed ->
          AccountJson.balances(json, changed.balances()).field("timestamp", changed.timeMillis());
    };
  }

  private static JsonWriter fill(JsonWriter json, Filled filled, @Nullable OrderState order) {
    if (order == null) {
      throw new IllegalStateException("fill: of no order");
    }
    return OrderJson.fill(json, filled.fill(), order.createdAt(), order.terms().clientOrderId());
  }

  /**
   * What a subscriber asks for.
   *
   * @param past what the history knows of it
   */
  record Asked(EngineView view, Stream.Private stream, Wish wish, Past past) {}

  /** Where who wants to hear of an account begins. */
  Start start(Asked asked, Offset head, long nowMillis) {
    Stream.Private stream = asked.stream();
    Wish wish = asked.wish();
    long sequence = asked.view().sequence(stream.owner());
    Long since = wish.resumeFrom();
    if (since == null) {
      return new Start(head, sequence, null, snapshot(asked, nowMillis));
    }
    Optional<List<Entry>> missed = missed(stream.owner(), since, sequence);
    if (missed.isEmpty()) {
      return new Start(head, sequence, false, snapshot(asked, nowMillis));
    }
    List<Payload> messages =
        missed.get().stream()
            .filter(entry -> isOf(stream, entry) && entry.isOf(wish))
            .map(this::message)
            .toList();
    return new Start(head, sequence, true, messages);
  }

  private Optional<List<Entry>> missed(String owner, long since, long newest) {
    if (since == newest) {
      return Optional.of(List.of());
    }
    OwnerLog log = logs.get(owner);
    return since > newest || log == null ? Optional.empty() : log.after(since);
  }

  private static boolean isOf(Stream.Private stream, Entry entry) {
    return switch (stream) {
      case Stream.Orders _ -> entry.event() instanceof OrderChanged;
      case Stream.UserTrades _ -> entry.event() instanceof Filled;
      case Stream.Account _ -> entry.event() instanceof BalancesChanged;
    };
  }

  private List<Payload> snapshot(Asked asked, long nowMillis) {
    EngineView view = asked.view();
    long sequence = view.sequence(asked.stream().owner());
    return switch (asked.stream()) {
      case Stream.Orders(var owner) ->
          view.orders(owner).stream()
              .filter(order -> asked.wish().wants(order.pair().symbol()))
              .map(order -> message(order, sequence, nowMillis))
              .toList();
      case Stream.UserTrades(var owner) -> fills(owner, asked.wish(), asked.past().fills());
      case Stream.Account(var owner) -> List.of(account(view, owner, sequence, nowMillis));
    };
  }

  /** The newest fills, oldest first: those kept here, and before them those of the history. */
  private List<Payload> fills(String owner, Wish wish, List<PastFill> past) {
    OwnerLog log = logs.get(owner);
    List<Entry> kept = log == null ? List.of() : log.fills(wish.recent(), wish);
    long first = log == null ? Long.MAX_VALUE : log.firstSequence();
    List<Entry> older =
        past.stream()
            .filter(fill -> fill.own().sequence() < first)
            .limit(wish.recent() - kept.size())
            .map(PrivateFeed::entry)
            .toList();
    return java.util.stream.Stream.concat(older.reversed().stream(), kept.stream())
        .map(this::message)
        .toList();
  }

  private static Entry entry(PastFill fill) {
    return new Entry(new Filled(fill.own().fill(), fill.own().sequence()), fill.order());
  }

  private Payload message(OrderState order, long sequence, long nowMillis) {
    return publisher.message(
        new Head(publisher.nextId(), "order_update", "orders", nowMillis),
        json -> OrderJson.members(json, order).field("sequence", sequence).field("snapshot", true));
  }

  private Payload account(EngineView view, String owner, long sequence, long nowMillis) {
    return publisher.message(
        new Head(publisher.nextId(), "account_update", "account", nowMillis),
        json ->
            AccountJson.balances(json, view.balances(owner))
                .field("timestamp", nowMillis)
                .field("sequence", sequence)
                .field("snapshot", true));
  }
}
