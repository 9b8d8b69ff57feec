package dev.carillon.market.data;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The candle of one interval that is still open. */
final class OpenCandle {
  private final Interval interval;
  private long openTime;
  private long nextOpenTime;
  private long open;
  private long high;
  private long low;
  private long close;
  private long lots;
  private long quoteUnits;
  private long trades;

  OpenCandle(Interval interval) {
    this.interval = interval;
  }

  /** Opens flat at a price; {@code openTime} is the time of a candle's first millisecond. */
  void open(long openTime, CandleGrid grid, long priceTicks) {
    this.openTime = openTime;
    nextOpenTime = grid.nextOpenTime(interval, openTime);
    setAll(priceTicks);
    lots = 0;
    quoteUnits = 0;
    trades = 0;
  }

  void trade(long priceTicks, long tradeLots, long tradeQuoteUnits) {
    if (trades == 0) {
      setAll(priceTicks);
    }
    high = Math.max(high, priceTicks);
    low = Math.min(low, priceTicks);
    close = priceTicks;
    lots = Sums.add(lots, tradeLots);
    quoteUnits = Sums.add(quoteUnits, tradeQuoteUnits);
    trades++;
  }

  private void setAll(long priceTicks) {
    open = priceTicks;
    high = priceTicks;
    low = priceTicks;
    close = priceTicks;
  }

  Interval interval() {
    return interval;
  }

  long nextOpenTime() {
    return nextOpenTime;
  }

  long closeTicks() {
    return close;
  }

  Candle candle(boolean closed) {
    return new Candle(
        interval,
        openTime,
        nextOpenTime - 1,
        new Candle.Prices(open, high, low, close),
        new Candle.Volume(lots, quoteUnits, trades),
        closed);
  }

  void writeTo(StateWriter state) {
    state.putLong(openTime).putLong(nextOpenTime);
    state.putLong(open).putLong(high).putLong(low).putLong(close);
    state.putLong(lots).putLong(quoteUnits).putLong(trades);
  }

  void readFrom(StateReader state) {
    openTime = state.getLong();
    nextOpenTime = state.getLong();
    open = state.getLong();
    high = state.getLong();
    low = state.getLong();
    close = state.getLong();
    lots = state.getLong();
    quoteUnits = state.getLong();
    trades = state.getLong();
  }
}
