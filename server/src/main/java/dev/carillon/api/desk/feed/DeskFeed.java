package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.format.AlertJson;
import dev.carillon.api.desk.format.AnalyticsJson;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.api.desk.format.OrderJson;
import dev.carillon.api.desk.format.Symbols;
import dev.carillon.api.desk.format.TradeJson;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.topic.Topic;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.Strategy;
import dev.carillon.deskengine.DeskEngineFeed;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Turns what the desk does into the messages of this API. On the desk's thread, but for {@link
 * #interest()}, {@link #symbols()}, {@link #system()} and {@link #broker()}.
 */
public final class DeskFeed implements DeskEngineFeed {
  private final Interest interest = new Interest();
  private final Symbols symbols = new Symbols();
  private final Publisher publisher;
  private final QuoteFeed quotes;
  private final PositionFeed positions;
  private final StaleQuotes stale = new StaleQuotes();
  private final SystemFeed system;
  private long nowMillis;

  /** The number of the record that is being done, and how much it has told. */
  private long sequence;

  private int told;

  /**
   * @param life names this node in this life, as no other one was ever named
   */
  public DeskFeed(Hub hub, FeedSettings settings, String life) {
    publisher = new Publisher(hub, interest, "msg_" + life + "_");
    quotes = new QuoteFeed(publisher, settings.quoteMillis());
    positions = new PositionFeed(publisher, settings.positionMillis());
    system =
        new SystemFeed(new Publisher(hub, interest, "msg_" + life + "_s"), settings.systemMillis());
  }

  /** Who listens to what. Any thread. */
  public Interest interest() {
    return interest;
  }

  /** The symbols there are. Any thread. */
  public Symbols symbols() {
    return symbols;
  }

  /** The status of the system. Any thread. */
  public SystemFeed system() {
    return system;
  }

  /** How the quotes come in. Any thread. */
  public Condition broker() {
    return stale.condition();
  }

  /** Takes over what a desk knew when it started. */
  public void adopt(DeskView view) {
    view.symbols().forEach(symbols::put);
    view.quotes().forEach(stale::changed);
    nowMillis = Math.max(nowMillis, view.nowMillis());
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    this.sequence = sequence;
    told = 0;
    nowMillis = Math.max(nowMillis, timeMillis);
  }

  @Override
  public void happened(DeskEvent event) {
    switch (event) {
      case DeskEvent.QuoteChanged(var quote) -> {
        stale.changed(quote);
        quotes.changed(quote);
        positions.quoted(quote.symbol().name());
      }
      case DeskEvent.SymbolChanged(var symbol) -> symbols.put(symbol);
      case DeskEvent.AlertForAll(var alert) ->
          tell(Channel.ALERTS.topic(), Channel.ALERTS, Tags.of(alert), alert(alert));
      case DeskEvent.Private own -> happened(own);
    }
  }

  private void happened(DeskEvent.Private event) {
    String owner = event.owner();
    switch (event) {
      case DeskEvent.Dealt(var deal, _) -> tell(owner, Channel.TRADES, tags(deal), trade(deal));
      case DeskEvent.OrderChanged(var order, _) ->
          tell(owner, Channel.ORDERS, tags(order), order(order));
      case DeskEvent.PositionChanged(var position, _) -> positions.changed(position, nowMillis);
      case DeskEvent.AlertChanged(_, var alert, _) ->
          tell(owner, Channel.ALERTS, Tags.of(alert), alert(alert));
      case DeskEvent.AnalyticsChanged(_, var periods, _) ->
          periods.forEach(
              figures -> tell(owner, Channel.ANALYTICS, tags(figures), analytics(figures)));
      case DeskEvent.AccountChanged _,
          DeskEvent.LimitsChanged _,
          DeskEvent.ConnectionChanged _,
          DeskEvent.StrategyChanged _ -> {
        // No channel of the document tells of these.
      }
    }
  }

  private void tell(String owner, Channel channel, Tags tags, Consumer<JsonWriter> data) {
    tell(channel.topic(owner), channel, tags, data);
  }

  /** What the record says is told under one id by all nodes. */
  private void tell(Topic topic, Channel channel, Tags tags, Consumer<JsonWriter> data) {
    told++;
    if (publisher.isHeard(topic)) {
      Payload message = publisher.message(id(), channel, nowMillis, data);
      publisher.publish(topic, channel, tags, message, nowMillis);
    }
  }

  private String id() {
    return "msg_"
        + Long.toString(sequence, Character.MAX_RADIX)
        + '_'
        + Integer.toString(told, Character.MAX_RADIX);
  }

  private static Tags tags(Deal deal) {
    return Tags.of(deal.id(), deal.symbol().name(), deal.origin());
  }

  private static Tags tags(OrderState order) {
    return Tags.of(order.ticket(), order.symbol().name(), order.terms().origin());
  }

  private static Tags tags(Analytics figures) {
    return new Tags(figures.period().name(), null, null, null);
  }

  private static Consumer<JsonWriter> trade(Deal deal) {
    return json -> TradeJson.members(json, deal);
  }

  private static Consumer<JsonWriter> order(OrderState order) {
    return json -> OrderJson.members(json, order);
  }

  private static Consumer<JsonWriter> alert(Alert alert) {
    return json -> AlertJson.members(json, alert);
  }

  private Consumer<JsonWriter> analytics(Analytics figures) {
    return json -> AnalyticsJson.members(json, figures, nowMillis);
  }

  @Override
  public void batchDone(DeskView view, long nowMillis) {
    flush(view, nowMillis);
  }

  @Override
  public long nextTimerMillis() {
    return Math.min(quotes.dueMillis(), positions.dueMillis());
  }

  @Override
  public void onTimer(DeskView view, long nowMillis) {
    flush(view, nowMillis);
  }

  private void flush(DeskView view, long nowMillis) {
    this.nowMillis = Math.max(this.nowMillis, nowMillis);
    quotes.flush(this.nowMillis);
    positions.flush(view, this.nowMillis);
  }

  /**
   * Where subscribers begin who have raised the interest before; for each wish, in their order.
   *
   * @param then is given that in line with what is told: whatever it does in the hub, too, comes
   *     behind what was told before and before what is told next
   */
  public void start(DeskView view, String owner, List<Wish> wishes, Consumer<List<Start>> then) {
    List<Start> starts = new ArrayList<>();
    for (Wish wish : wishes) {
      starts.add(refusal(view, owner, wish.filter()).orElseGet(() -> begin(view, owner, wish)));
    }
    system.start(wishes, starts, then);
  }

  private Start begin(DeskView view, String owner, Wish wish) {
    return new Start.Begun(wish.channel().isOfDesk() ? snapshot(view, owner, wish) : List.of());
  }

  /** Foreign ids are refused in the same words as those that nobody has. */
  private static Optional<Start> refusal(DeskView view, String owner, Filter filter) {
    List<String> connections = view.connections(owner).stream().map(Connection::id).toList();
    List<String> strategies = view.strategies(owner).stream().map(Strategy::id).toList();
    return Stream.of(
            filter.values(Attribute.SYMBOL).stream()
                .filter(symbol -> view.symbol(symbol).isEmpty())
                .map(_ ->
                    Fault.of(DeskError.INVALID_SUBSCRIPTION, "symbol: the desk has none of it")),
            filter.values(Attribute.CONNECTION).stream()
                .filter(id -> !connections.contains(id))
                .map(_ -> denied(Attribute.CONNECTION)),
            filter.values(Attribute.STRATEGY).stream()
                .filter(id -> !strategies.contains(id))
                .map(_ -> denied(Attribute.STRATEGY)))
        .flatMap(faults -> faults)
        .<Start>map(Start.Refused::new)
        .findFirst();
  }

  private static Fault denied(Attribute attribute) {
    return Fault.of(DeskError.PERMISSION_DENIED, attribute.word() + ": is not one of this account");
  }

  private List<Payload> snapshot(DeskView view, String owner, Wish wish) {
    Filter filter = wish.filter();
    return switch (wish.channel()) {
      case TRADES, SYSTEM -> List.of();
      case POSITIONS -> positions.snapshot(view, owner, filter, nowMillis);
      case MARKET_DATA -> quotes.snapshot(view, filter, nowMillis);
      case ORDERS ->
          view.orders(owner).stream()
              .filter(order -> filter.accepts(tags(order)))
              .map(order -> publisher.message(Channel.ORDERS, nowMillis, order(order)))
              .toList();
      case ALERTS ->
          view.alerts(owner).reversed().stream()
              .filter(alert -> !alert.acknowledged() && filter.accepts(Tags.of(alert)))
              .map(alert -> publisher.message(Channel.ALERTS, nowMillis, alert(alert)))
              .toList();
      case ANALYTICS ->
          Arrays.stream(Period.values())
              .flatMap(period -> view.analytics(owner, period).stream())
              .map(figures -> publisher.message(Channel.ANALYTICS, nowMillis, analytics(figures)))
              .toList();
    };
  }
}
