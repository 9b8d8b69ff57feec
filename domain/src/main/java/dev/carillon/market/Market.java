package dev.carillon.market;

import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.data.Candles;
import dev.carillon.market.data.RollingTicker;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Trade;

/** One pair: its book, the stops that wait, and what its trades made of candles and ticker. */
final class Market {
  private final int base;
  private final int quote;
  private final OrderBook book;
  private final Stops stops = new Stops();
  private final Candles candles;
  private final RollingTicker ticker;
  private final Teller teller;
  private Pair pair;
  private PairStatus status = PairStatus.TRADING;
  private long lastPrice;
  private long lastTradeId;

  Market(Pair pair, Accounts accounts, LiveOrders orders, Teller teller, CandleGrid grid) {
    this.pair = pair;
    this.teller = teller;
    base = accounts.ledger().currency(pair.base());
    quote = accounts.ledger().currency(pair.quote());
    book = new OrderBook(new Settlement(this, accounts.ledger(), orders, teller));
    long unit = pair.scale().notionalUnits();
    candles = new Candles(grid, unit, candle -> teller.candle(this.pair, candle));
    ticker = new RollingTicker(unit);
  }

  Pair pair() {
    return pair;
  }

  PairStatus status() {
    return status;
  }

  /** The base currency's number in the ledger. */
  int base() {
    return base;
  }

  /** The quote currency's number in the ledger. */
  int quote() {
    return quote;
  }

  OrderBook book() {
    return book;
  }

  Stops stops() {
    return stops;
  }

  Candles candles() {
    return candles;
  }

  RollingTicker ticker() {
    return ticker;
  }

  /** In ticks; 0: nothing was traded yet. */
  long lastPrice() {
    return lastPrice;
  }

  long lastTradeId() {
    return lastTradeId;
  }

  /** Other limits and fees, or another status. */
  void change(Pair newRules, PairStatus newStatus) {
    pair = newRules;
    status = newStatus;
    teller.pair(newRules, newStatus);
  }

  /** Puts back what a snapshot says. */
  void restore(PairStatus oldStatus, long oldPrice, long oldTradeId) {
    status = oldStatus;
    lastPrice = oldPrice;
    lastTradeId = oldTradeId;
  }

  /** Something was traded now: tells it, and counts it. */
  Trade trade(Side taker, long price, long lots) {
    return trade(taker, price, lots, teller.nowMillis());
  }

  /** As above, at a time that may lie before now, but in the open minute. */
  Trade trade(Side taker, long price, long lots, long timeMillis) {
    lastPrice = price;
    lastTradeId++;
    Trade trade = new Trade(pair, lastTradeId, price, lots, taker, timeMillis);
    candles.trade(price, lots, trade.timeMillis());
    ticker.trade(price, lots, trade.timeMillis());
    teller.traded(trade);
    return trade;
  }

  /** It is that late: candles close, and the ticker's window moves. */
  void advance(long nowMillis) {
    candles.advance(nowMillis);
    ticker.advance(nowMillis);
  }
}
