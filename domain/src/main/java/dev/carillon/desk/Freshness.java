package dev.carillon.desk;

import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.TradingCalendar;

/** Notices when no quotes come, though the market is open. */
final class Freshness {
  /** After so long without a quote, in the symbol's sessions, its quote is stale. */
  static final long STALE_MILLIS = 5_000;

  /** A stale threshold as an alert shows it: tenths of a second. */
  private static final long ALERT_UNIT_MILLIS = 100;

  private final Now now;
  private final Markets markets;
  private final Alerts alerts;
  private final Teller teller;

  Freshness(Now now, Markets markets, Alerts alerts, Teller teller) {
    this.now = now;
    this.markets = markets;
    this.alerts = alerts;
    this.teller = teller;
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
    market.quote().becomeStale();
    teller.quote(market);
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
