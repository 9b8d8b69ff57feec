package dev.carillon.desk;

import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.TradingCalendar;
import dev.carillon.desk.quote.Triggers;
import java.util.ArrayList;
import java.util.List;

/** One symbol: its quote, what waits for a price of it, and what is valued by it. */
final class Market {
  /** When there is nothing that could become stale. */
  static final long NEVER = Long.MAX_VALUE;

  private final Quote quote;
  private final Triggers<Waiting> triggers = new Triggers<>();
  private final List<Group> groups = new ArrayList<>();

  /** Groups of other symbols that are converted by this one's quote. */
  private final List<Group> converted = new ArrayList<>();

  private long staleAt = NEVER;

  Market(Symbol symbol) {
    quote = new Quote(symbol);
  }

  Symbol symbol() {
    return quote.symbol();
  }

  Quote quote() {
    return quote;
  }

  Triggers<Waiting> triggers() {
    return triggers;
  }

  List<Group> groups() {
    return groups;
  }

  List<Group> converted() {
    return converted;
  }

  boolean isOpen(Now now) {
    return TradingCalendar.isOpen(symbol().sessions(), now.minuteOfWeek());
  }

  /** When the quote becomes stale if none comes; {@link #NEVER}: not by what is known now. */
  long staleAt() {
    return staleAt;
  }

  void setStaleAt(long millis) {
    staleAt = millis;
  }

  /** At which a position is opened now, in points. */
  long openPrice(Side side) {
    return side == Side.BUY ? quote.ask() : quote.bid();
  }

  /** At which a position is closed now, in points. */
  long closePrice(Side side) {
    return side == Side.BUY ? quote.bid() : quote.ask();
  }

  /** What so many hundredths of a lot are, in hundredths of the base currency's unit. */
  long units(long volume) {
    return symbol().contract().size() * volume;
  }
}
