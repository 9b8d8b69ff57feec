package dev.carillon.desk.quote;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The live quote of one symbol, with the figures of its trading day. Confined to its owner. */
public final class Quote {
  private Symbol symbol;
  private final long pointsPerUnit;
  private long bid;
  private long ask;
  private long volume;
  private long timeMillis;
  private long receivedAt;
  private long dayHigh;
  private long dayLow;
  private long open;
  private long close;
  private long tradingDay;
  private boolean stale;
  private long version;

  public Quote(Symbol symbol) {
    this.symbol = symbol;
    this.pointsPerUnit = symbol.pointsPerUnit();
  }

  public Symbol symbol() {
    return symbol;
  }

  /** Other rules for the same symbol; its digits stay. */
  public void redefine(Symbol other) {
    symbol = other;
  }

  /** In points; 0: there was no quote yet. */
  public long bid() {
    return bid;
  }

  /** In points; 0: there was no quote yet. */
  public long ask() {
    return ask;
  }

  /** Points in one unit of the quote currency. */
  public long pointsPerUnit() {
    return pointsPerUnit;
  }

  /** Whether there was a quote yet. */
  public boolean isKnown() {
    return version != 0;
  }

  /** When the newest quote was made. */
  public long timeMillis() {
    return timeMillis;
  }

  /** When the newest quote came in. */
  public long receivedAt() {
    return receivedAt;
  }

  public boolean isStale() {
    return stale;
  }

  /** No quote came for too long. */
  public void becomeStale() {
    stale = true;
  }

  /**
   * Takes over a quote.
   *
   * @param day the trading day, in days since 1970
   */
  public void take(Tick tick, long nowMillis, long day) {
    if (day != tradingDay) {
      close = bid;
      volume = 0;
      open = tick.bid();
      dayHigh = tick.bid();
      dayLow = tick.bid();
      tradingDay = day;
    }
    bid = tick.bid();
    ask = tick.ask();
    dayHigh = Math.max(dayHigh, bid);
    dayLow = Math.min(dayLow, bid);
    volume++;
    version++;
    timeMillis = tick.timeMillis() == 0 ? nowMillis : Math.min(tick.timeMillis(), nowMillis);
    receivedAt = nowMillis;
    stale = false;
  }

  /** As it is now. */
  public QuoteState state() {
    return new QuoteState(
        symbol, bid, ask, volume, timeMillis, dayHigh, dayLow, open, close, stale, version);
  }

  /** Writes all but the symbol. */
  public void writeTo(StateWriter out) {
    out.putLong(bid).putLong(ask).putLong(volume).putLong(timeMillis).putLong(receivedAt);
    out.putLong(dayHigh).putLong(dayLow).putLong(open).putLong(close).putLong(tradingDay);
    out.putBoolean(stale).putLong(version);
  }

  /** Reads what {@link #writeTo} wrote. */
  public void readFrom(StateReader in) {
    bid = in.getLong();
    ask = in.getLong();
    volume = in.getLong();
    timeMillis = in.getLong();
    receivedAt = in.getLong();
    dayHigh = in.getLong();
    dayLow = in.getLong();
    open = in.getLong();
    close = in.getLong();
    tradingDay = in.getLong();
    stale = in.getBoolean();
    version = in.getLong();
  }
}
