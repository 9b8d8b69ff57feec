package dev.carillon.desk.books;

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
public final class Markets {
  private final Map<String, Market> byName = new HashMap<>();
  private final List<Market> markets = new ArrayList<>();
  private final Rates rates = new Rates();
  private final Touched touched;

  public Markets(Touched touched) {
    this.touched = touched;
  }

  /** In the order in which they were defined. */
  public List<Market> all() {
    return markets;
  }

  public @Nullable Market find(String symbol) {
    return byName.get(symbol);
  }

  /** One more symbol, whose name is new. */
  public Market add(Symbol symbol) {
    Market market = new Market(symbol);
    markets.add(market);
    byName.put(symbol.name(), market);
    rates.add(market.quote());
    return market;
  }

  /** The way from one currency to another by the symbols that have quotes. */
  public Optional<Conversion> conversion(String from, String to) {
    return rates.find(from, to);
  }

  /** A symbol's quote has changed. */
  public void quoted(Market market, boolean first) {
    if (first) {
      regroup();
      return;
    }
    revalue(market.groups());
    revalue(market.converted());
  }

  /** A position is new: it is valued from now on. Its currency can be converted. */
  public void add(Position position) {
    Group group = group(position.market(), position.account().terms().currency());
    group.add(position);
    group.revalue(position);
    touched.add(position.account());
  }

  /** A position is gone. */
  public void remove(Position position) {
    group(position.market(), position.account().terms().currency()).remove(position);
    position.account().addFloating(-position.profit());
    position.setProfit(0);
    touched.add(position.account());
  }

  /** A position's volume has changed. */
  public void revalue(Position position) {
    group(position.market(), position.account().terms().currency()).revalue(position);
    touched.add(position.account());
  }

  /** What a part of a position has gained, in cents. */
  public long profit(Position position, long volume) {
    return group(position.market(), position.account().terms().currency()).profit(position, volume);
  }

  /** From the currency of a position's price into the account's, for a profit or a loss. */
  public Rate rate(Position position, boolean profit) {
    Conversion conversion =
        group(position.market(), position.account().terms().currency()).conversion();
    return profit ? conversion.bid() : conversion.ask();
  }

  /** What a position has gained, worked out anew from the way between the currencies on. */
  public long profitAnew(Position position) {
    String currency = position.account().terms().currency();
    Market market = position.market();
    return new Group(market, currency, way(market, currency)).profit(position, position.volume());
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
