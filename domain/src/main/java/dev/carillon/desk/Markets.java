package dev.carillon.desk;

import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.Conversion;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Rates;
import dev.carillon.desk.quote.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All symbols, and the valuation of all positions: each quote values again what depends on it and
 * nothing else.
 */
final class Markets {
  private final Map<String, Market> byName = new HashMap<>();
  private final List<Market> markets = new ArrayList<>();
  private final Rates rates = new Rates();
  private final Touched touched;
  private final Teller teller;

  Markets(Touched touched, Teller teller) {
    this.touched = touched;
    this.teller = teller;
  }

  /** In the order in which they were defined. */
  List<Market> all() {
    return markets;
  }

  @Nullable Market find(String symbol) {
    return byName.get(symbol);
  }

  /** A symbol is new, or its rules change. */
  Answer define(Symbol symbol) {
    Market market = find(symbol.name());
    if (market == null) {
      add(symbol);
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

  /** One more symbol, whose name is new. */
  Market add(Symbol symbol) {
    Market market = new Market(symbol);
    markets.add(market);
    byName.put(symbol.name(), market);
    rates.add(market.quote());
    return market;
  }

  /** The way from one currency to another by the symbols that have quotes. */
  Optional<Conversion> conversion(String from, String to) {
    return rates.find(from, to);
  }

  /** A symbol's quote has changed. */
  void quoted(Market market, boolean first) {
    teller.quote(market);
    if (first) {
      regroup();
      return;
    }
    revalue(market.groups());
    revalue(market.converted());
  }

  /** A symbol's quote is too old. */
  void becomeStale(Market market) {
    market.quote().becomeStale();
    teller.quote(market);
  }

  /** A position is new: it is valued from now on. Its currency can be converted. */
  void add(Position position) {
    Group group = group(position.market, position.account.terms().currency());
    group.add(position);
    group.revalue(position);
    touched.add(position.account);
  }

  /** A position is gone. */
  void remove(Position position) {
    group(position.market, position.account.terms().currency()).remove(position);
    position.account.addFloating(-position.profit);
    position.profit = 0;
    touched.add(position.account);
  }

  /** A position's volume has changed. */
  void revalue(Position position) {
    group(position.market, position.account.terms().currency()).revalue(position);
    touched.add(position.account);
  }

  /** What a part of a position has gained, in cents. */
  long profit(Position position, long volume) {
    return group(position.market, position.account.terms().currency()).profit(position, volume);
  }

  /** From the currency of a position's price into the account's, for a profit or a loss. */
  Rate rate(Position position, boolean profit) {
    Conversion conversion =
        group(position.market, position.account.terms().currency()).conversion();
    return profit ? conversion.bid() : conversion.ask();
  }

  static Problem unknown(String symbol) {
    return new Problem(Reason.UNKNOWN_SYMBOL, "symbol: " + symbol + " (expected: a known one)");
  }

  private Group group(Market market, String currency) {
    for (Group group : market.groups()) {
      if (group.currency().equals(currency)) {
        return group;
      }
    }
    Group group = new Group(market, currency, way(market, currency));
    market.groups().add(group);
    depend(group);
    return group;
  }

  /** After a symbol's first quote there may be shorter ways from currency to currency. */
  private void regroup() {
    markets.forEach(market -> market.converted().clear());
    for (Market market : markets) {
      for (Group group : market.groups()) {
        group.convertBy(way(market, group.currency()));
        depend(group);
      }
    }
    markets.forEach(market -> revalue(market.groups()));
  }

  private Conversion way(Market market, String currency) {
    String from = market.symbol().quote();
    return conversion(from, currency)
        .orElseThrow(() -> new IllegalStateException("no way from " + from + " to " + currency));
  }

  private void depend(Group group) {
    for (Quote quote : group.conversion().quotes()) {
      Market by = byName.get(quote.symbol().name());
      if (by != null && by != group.market()) {
        by.converted().add(group);
      }
    }
  }

  private void revalue(List<Group> groups) {
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).revalue(touched);
    }
  }
}
