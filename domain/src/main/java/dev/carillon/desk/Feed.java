package dev.carillon.desk;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.RefusedTick;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import dev.carillon.desk.quote.TradingCalendar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes quotes in, and lets happen what they set off; notices when none come. */
final class Feed {
  /** After so long without a quote, in the symbol's sessions, its quote is stale. */
  private static final long STALE_MILLIS = 5_000;

  /** A stale threshold as an alert shows it: tenths of a second. */
  private static final long ALERT_UNIT_MILLIS = 100;

  private final Now now;
  private final Markets markets;
  private final Placing placing;
  private final Supervision supervision;
  private final Alerts alerts;

  Feed(Now now, Markets markets, Placing placing, Supervision supervision, Alerts alerts) {
    this.now = now;
    this.markets = markets;
    this.placing = placing;
    this.supervision = supervision;
    this.alerts = alerts;
  }

  /** Takes quotes one by one: each has done all it does before the next is looked at. */
  Answer take(List<Tick> ticks) {
    List<RefusedTick> refused = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      Market market = markets.find(tick.symbol());
      Problem problem = problem(market, tick);
      if (market == null || problem != null) {
        Problem why = problem == null ? Markets.unknown(tick.symbol()) : problem;
        refused.add(new RefusedTick(i, why.reason(), why.details()));
      } else {
        take(market, tick);
      }
    }
    return new Answer.Quoted(ticks.size() - refused.size(), refused);
  }

  private @Nullable Problem problem(@Nullable Market market, Tick tick) {
    if (market == null) {
      return null;
    }
    if (!market.isOpen(now)) {
      return new Problem(
          Reason.MARKET_CLOSED, tick.symbol() + ": closed (expected: in its sessions)");
    }
    if (tick.bid() <= 0 || tick.ask() < tick.bid() || tick.ask() > Symbol.MAX_PRICE) {
      return new Problem(
          Reason.INVALID_QUOTE,
          "bid, ask: %s, %s (expected: prices, the ask not below the bid)"
              .formatted(Checks.price(market, tick.bid()), Checks.price(market, tick.ask())));
    }
    return tick.timeMillis() != 0 && tick.timeMillis() < market.quote().timeMillis()
        ? new Problem(Reason.INVALID_QUOTE, "time: older than the newest quote")
        : null;
  }

  private void take(Market market, Tick tick) {
    Quote quote = market.quote();
    boolean first = !quote.isKnown();
    quote.take(tick, now.millis(), now.tradingDay());
    market.setStaleAt(now.millis() + STALE_MILLIS);
    markets.quoted(market, first);
    placing.trigger(market);
    supervision.run();
  }

  /** When the next quote becomes stale. */
  long nextStale() {
    long next = Market.NEVER;
    for (Market market : markets.all()) {
      next = Math.min(next, market.staleAt());
    }
    return next;
  }

  /** Notices what has become stale. */
  void watch() {
    for (Market market : markets.all()) {
      if (now.millis() >= market.staleAt()) {
        market.setStaleAt(Market.NEVER);
        if (market.isOpen(now)) {
          becomeStale(market);
        }
      }
    }
  }

  /** Once a minute: a session may have begun in which no quote came yet. */
  void watchSessions() {
    for (Market market : markets.all()) {
      Quote quote = market.quote();
      if (quote.isKnown()
          && !quote.isStale()
          && market.staleAt() == Market.NEVER
          && market.isOpen(now)) {
        long since = TradingCalendar.openSince(market.symbol().sessions(), now.millis());
        market.setStaleAt(Math.max(since, quote.receivedAt()) + STALE_MILLIS);
      }
    }
    watch();
  }

  private void becomeStale(Market market) {
    markets.becomeStale(market);
    long age = now.millis() - market.quote().receivedAt();
    alerts.raiseForAll(
        new Alerts.Notice(
            Alert.Type.PRICE_STALE,
            Severity.WARNING,
            "Price Stale",
            "No quote of %s for %d seconds".formatted(market.symbol().name(), STALE_MILLIS / 1_000),
            STALE_MILLIS / ALERT_UNIT_MILLIS,
            age / ALERT_UNIT_MILLIS,
            new Entity(Entity.Kind.SYMBOL, market.symbol().name())));
  }
}
