package dev.carillon.desk;

import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.RefusedTick;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes symbols and their quotes in, and lets happen what these set off. */
final class Feed {
  private final Now now;
  private final Markets markets;
  private final Placing placing;
  private final Supervision supervision;
  private final Teller teller;

  Feed(Now now, Markets markets, Placing placing, Supervision supervision, Teller teller) {
    this.now = now;
    this.markets = markets;
    this.placing = placing;
    this.supervision = supervision;
    this.teller = teller;
  }

  /** A symbol is new, or its rules change. */
  Answer define(Symbol symbol) {
    Market market = markets.find(symbol.name());
    if (market == null) {
      markets.add(symbol);
    } else if (isSame(market.symbol(), symbol)) {
      market.quote().redefine(symbol);
    } else {
      return new Problem(
              Reason.CONFLICT,
              symbol.name() + ": other currencies, digits or lot (expected: as they were)")
          .refused();
    }
    teller.symbol(symbol);
    return new Answer.Done();
  }

  private static boolean isSame(Symbol one, Symbol other) {
    return one.base().equals(other.base())
        && one.quote().equals(other.quote())
        && one.digits() == other.digits()
        && one.contract().size() == other.contract().size();
  }

  /** Takes quotes one by one: each has done all it does before the next is looked at. */
  Answer take(List<Tick> ticks) {
    List<RefusedTick> refused = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      Market market = markets.find(tick.symbol());
      Problem problem = problem(market, tick);
      if (market == null || problem != null) {
        Problem why = problem == null ? Problem.unknownSymbol(tick.symbol()) : problem;
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
    market.setStaleAt(now.millis() + Freshness.STALE_MILLIS);
    teller.quote(market);
    markets.quoted(market, first);
    placing.trigger(market);
    supervision.run();
  }
}
