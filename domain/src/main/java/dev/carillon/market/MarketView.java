package dev.carillon.market;

import dev.carillon.market.book.Side;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Interval;
import dev.carillon.market.data.LevelSource;
import dev.carillon.market.data.Ticker;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import java.util.Optional;

/** What may be read of one market; shows it as it is at each call. On the engine's thread. */
public final class MarketView implements LevelSource {
  private final Market market;

  MarketView(Market market) {
    this.market = market;
  }

  public Pair pair() {
    return market.pair();
  }

  public PairStatus status() {
    return market.status();
  }

  /** In ticks; 0: nothing was traded yet. */
  public long lastPrice() {
    return market.lastPrice();
  }

  /** The newest trade's id; 0: nothing was traded yet. */
  public long lastTradeId() {
    return market.lastTradeId();
  }

  /** The best price of a side, in ticks; 0: nobody. */
  public long bestPrice(Side side) {
    return market.book().bestPrice(side);
  }

  /** The last 24 hours; none before the first trade. */
  public Optional<Ticker> ticker() {
    return market.ticker().ticker();
  }

  /** The candle that is open; none before the first trade. */
  public Optional<Candle> candle(Interval interval) {
    return market.candles().current(interval);
  }

  @Override
  public void forEachLevel(BookSide side, int count, Sink sink) {
    market.book().forEachLevel(side == BookSide.BIDS ? Side.BUY : Side.SELL, count, sink::level);
  }
}
