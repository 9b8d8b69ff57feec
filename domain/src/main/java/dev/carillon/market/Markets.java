package dev.carillon.market;

import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Done;
import dev.carillon.market.model.Command.ImportTrade;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All pairs, by symbol. */
final class Markets {
  private static final long MINUTE_MILLIS = 60_000;

  private final Map<String, Market> markets = new LinkedHashMap<>();
  private final Accounts accounts;
  private final LiveOrders orders;
  private final Teller teller;
  private final CandleGrid grid;

  Markets(Accounts accounts, LiveOrders orders, Teller teller, CandleGrid grid) {
    this.accounts = accounts;
    this.orders = orders;
    this.teller = teller;
    this.grid = grid;
  }

  @Nullable Market find(String symbol) {
    return markets.get(symbol);
  }

  /** In the order in which they were defined. */
  Collection<Market> all() {
    return markets.values();
  }

  static Answer unknown(String symbol) {
    return new Problem(Reason.UNKNOWN_SYMBOL, "symbol: " + symbol + " (expected: a pair's)")
        .refused();
  }

  /** A pair is new, or its limits, fees and status change; {@code status} null: it stays. */
  Answer define(Pair pair, @Nullable PairStatus status) {
    Market known = find(pair.symbol());
    if (known == null) {
      Market made = add(pair);
      made.change(pair, status == null ? made.status() : status);
      return new Done();
    }
    Pair old = known.pair();
    Pair allowed =
        new Pair(
            old.symbol(),
            old.base(),
            old.quote(),
            old.scale(),
            pair.limits(),
            pair.fees(),
            old.fed());
    if (!allowed.equals(pair)) {
      return new Problem(
              Reason.CONFLICT,
              pair.symbol() + ": currencies, scale and source never change (only limits and fees)")
          .refused();
    }
    PairStatus newStatus = status == null ? known.status() : status;
    if (!pair.equals(old) || newStatus != known.status()) {
      known.change(pair, newStatus);
    }
    return new Done();
  }

  /** A market without trades and orders. */
  Market add(Pair pair) {
    Market market = new Market(pair, accounts, orders, teller, grid);
    markets.put(pair.symbol(), market);
    return market;
  }

  Answer setStatus(String symbol, PairStatus status) {
    Market market = find(symbol);
    if (market == null) {
      return unknown(symbol);
    }
    if (market.status() != status) {
      market.change(market.pair(), status);
    }
    return new Done();
  }

  /** A trade from outside. */
  Answer importTrade(ImportTrade trade) {
    Market market = find(trade.symbol());
    if (market == null) {
      return unknown(trade.symbol());
    }
    Pair pair = market.pair();
    if (!pair.fed()) {
      return new Problem(
              Reason.FED_PAIR, pair.symbol() + ": traded here (expected: a pair that is fed)")
          .refused();
    }
    if (trade.price() <= 0 || trade.quantity() <= 0) {
      return new Problem(
              trade.price() <= 0 ? Reason.PRICE : Reason.QUANTITY,
              "price and quantity: not positive")
          .refused();
    }
    market.trade(trade.side(), trade.price(), trade.quantity(), time(trade.timeMillis()));
    return new Done();
  }

  /**
   * A trade's own time while the minute is open in which it lies; then every candle is open that
   * holds it. One that comes later, or from the future, counts when it comes: no closed candle is
   * opened again, and the trades as they are told make the candles that are told.
   */
  private long time(long ownMillis) {
    long now = teller.nowMillis();
    return ownMillis <= now && ownMillis >= now - Math.floorMod(now, MINUTE_MILLIS)
        ? ownMillis
        : now;
  }

  void advance(long nowMillis) {
    all().forEach(market -> market.advance(nowMillis));
  }
}
