package dev.carillon.replay.recording;

import java.util.List;
import java.util.Set;

/**
 * Which column of a file of quotes is what, from 0. Told by a header; without one it is a file of
 * ticks of HistData:
 *
 * <pre>{@code
 * 20240102 170014233,1.104270,1.104770,0
 * }</pre>
 *
 * @param symbol -1: all quotes are of {@code every}
 */
record QuoteColumns(boolean named, String every, int symbol, int bid, int ask, int time)
    implements Kind.Columns {
  private static final List<String> SYMBOL = List.of("symbol");
  private static final List<String> BID = List.of("bid", "bidprice");
  private static final List<String> ASK = List.of("ask", "askprice");
  private static final List<String> TIME = List.of("time", "timestamp", "date", "datetime");

  /**
   * Quotes of the desk.
   *
   * @param every the symbol of all of them; empty: a column says it
   */
  static Kind of(String every) {
    return new Kind(
        "quotes", "/api/desk/quotes", 1_000, Set.of(), first -> QuoteColumns.of(first, every));
  }

  private static QuoteColumns of(Line first, String every) {
    QuoteColumns columns = columns(first, every);
    if (columns.symbol < 0 && every.isEmpty()) {
      throw first.problem("no column symbol (expected: one, or --symbol)");
    }
    if (columns.symbol >= 0 && !every.isEmpty()) {
      throw first.problem("a column symbol, and --symbol (expected: one of them)");
    }
    return columns;
  }

  private static QuoteColumns columns(Line first, String every) {
    if (first.find(BID) >= 0) {
      return new QuoteColumns(
          true,
          every,
          first.find(SYMBOL),
          first.require(BID, "bid"),
          first.require(ASK, "ask"),
          first.require(TIME, "time"));
    }
    if (!Times.isHistData(first.fields().getFirst())) {
      throw first.problem(
          String.join(",", first.fields())
              + " (expected: a header with symbol, bid, ask and time; or HistData's ticks)");
    }
    return new QuoteColumns(false, every, -1, 1, 2, 0);
  }

  @Override
  public Item read(Line line) {
    return new Item.Quote(
        line.number(),
        line.millis(time),
        symbol < 0 ? every : line.field(symbol, "symbol"),
        line.figure(bid, "bid"),
        line.figure(ask, "ask"));
  }
}
