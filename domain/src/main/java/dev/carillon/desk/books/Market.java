package dev.carillon.desk.books;

import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.TradingCalendar;
import dev.carillon.desk.quote.Triggers;
import java.util.ArrayList;
import java.util.List;

/** One symbol: its quote, what waits for a price of it, and what is valued by it. */
public final class Market {
  /** When there is nothing that could become stale. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Quote quote;
  private final Triggers<Waiting> triggers = new Triggers<>();
  private final List<Group> groups = new ArrayList<>();

  /** Groups of other symbols that are converted by this one's quote. */
  private final List<Group> converted = new ArrayList<>();

  private long staleAt = NEVER;

  public Market(Symbol symbol) {
    quote = new Quote(symbol);
  }

  public Symbol symbol() {
    return quote.symbol();
  }

  public Quote quote() {
    return quote;
  }

  public Triggers<Waiting> triggers() {
    return triggers;
  }

  List<Group> groups() {
    return groups;
  }

  List<Group> converted() {
    return converted;
  }

  public boolean isOpen(Now now) {
    return TradingCalendar.isOpen(symbol().sessions(), now.minuteOfWeek());
  }

  /** When the quote becomes stale if none comes; {@link #NEVER}: not by what is known now. */
  public long staleAt() {
    return staleAt;
  }

  public void setStaleAt(long millis) {
    staleAt = millis;
  }

  /** At which a position is opened now, in points. */
  public long openPrice(Side side) {
    return side == Side.BUY ? quote.ask() : quote.bid();
  }

  /** At which a position is closed now, in points. */
  public long closePrice(Side side) {
    return side == Side.BUY ? quote.bid() : quote.ask();
  }

  /** What so many hundredths of a lot are, in hundredths of the base currency's unit. */
  public long units(long volume) {
    return symbol().contract().size() * volume;
  }
}
