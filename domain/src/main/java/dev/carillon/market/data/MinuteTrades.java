package dev.carillon.market.data;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** What was traded in one minute. A price of 0 is none. */
final class MinuteTrades {
  private long onTime;
  private long last;
  private long high;
  private long low;
  private long lots;
  private long quoteUnits;

  void clear() {
    onTime = 0;
    last = 0;
    high = 0;
    low = 0;
    lots = 0;
    quoteUnits = 0;
  }

  void trade(long priceTicks, long tradeLots, long tradeQuoteUnits) {
    high = Math.max(high, priceTicks);
    low = isEmpty() ? priceTicks : Math.min(low, priceTicks);
    last = priceTicks;
    lots = Sums.add(lots, tradeLots);
    quoteUnits = Sums.add(quoteUnits, tradeQuoteUnits);
  }

  /** The last trade was in the minute's very first millisecond. */
  void wasOnTime() {
    onTime = last;
  }

  /** Takes in what was traded in a minute. */
  void add(MinuteTrades minute) {
    if (!minute.isEmpty()) {
      high = Math.max(high, minute.high);
      low = isEmpty() ? minute.low : Math.min(low, minute.low);
      last = minute.last;
      lots = Sums.add(lots, minute.lots);
      quoteUnits = Sums.add(quoteUnits, minute.quoteUnits);
    }
  }

  boolean isEmpty() {
    return last == 0;
  }

  /** The price of the last trade in the minute's first millisecond. */
  long onTime() {
    return onTime;
  }

  long last() {
    return last;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  long lots() {
    return lots;
  }

  long quoteUnits() {
    return quoteUnits;
  }

  void writeTo(StateWriter state) {
    state.putLong(onTime).putLong(last).putLong(high).putLong(low);
    state.putLong(lots).putLong(quoteUnits);
  }

  void readFrom(StateReader state) {
    onTime = state.getLong();
    last = state.getLong();
    high = state.getLong();
    low = state.getLong();
    lots = state.getLong();
    quoteUnits = state.getLong();
  }
}
