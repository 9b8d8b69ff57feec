package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedQuotesTest {
  private static final long NEW_YEAR = 1_672_531_200_000L;

  private static List<Item> read(String text, String symbol) {
    return Reading.all(text, QuoteColumns.of(symbol));
  }

  private static Item quote(long line, long millis, String symbol, String bid, String ask) {
    return new Item.Quote(line, millis, symbol, new BigDecimal(bid), new BigDecimal(ask));
  }

  @Test
  void aHeaderSaysWhatTheColumnsAre() {
    String text =
        """
        Time,Ask,Bid,Symbol
        1672531200000,1.08501,1.08500,EURUSD
        1672531200.25,130.015,130.01,USDJPY
        2023-01-01T00:00:01Z,1.08502,1.08501,EURUSD
        """;

    assertThat(read(text, ""))
        .containsExactly(
            quote(2, NEW_YEAR, "EURUSD", "1.085", "1.08501"),
            quote(3, NEW_YEAR + 250, "USDJPY", "130.01", "130.015"),
            quote(4, NEW_YEAR + 1_000, "EURUSD", "1.08501", "1.08502"));
  }

  @Test
  void withoutTheColumnTheSymbolIsThatOfTheOption() {
    String text = "timestamp,askPrice,bidPrice,askVolume,bidVolume\n1672531200000,2,1,0.9,0.9\n";

    assertThat(read(text, "EURUSD")).containsExactly(quote(2, NEW_YEAR, "EURUSD", "1", "2"));
  }

  /** In New York's winter time all year round. */
  @Test
  void histDatasTicksAreRead() {
    String text =
        "20221231 190000250,1.104270,1.104770,0\n20230701 200000000,1.104280,1.104780,0\n";

    assertThat(read(text, "EURUSD"))
        .containsExactly(
            quote(1, NEW_YEAR + 250, "EURUSD", "1.10427", "1.10477"),
            quote(2, 1_688_259_600_000L, "EURUSD", "1.10428", "1.10478"));
  }

  @Test
  void theyAreWrittenAsTheRouteTakesThem() {
    Item quote = quote(1, NEW_YEAR, "EURUSD", "1.085", "1.08501");

    assertThat(Reading.written(quote, NEW_YEAR))
        .isEqualTo("{\"symbol\":\"EURUSD\",\"bid\":1.085,\"ask\":1.08501,\"time\":1672531200000}");
    assertThat(Reading.written(quote, 0))
        .isEqualTo("{\"symbol\":\"EURUSD\",\"bid\":1.085,\"ask\":1.08501}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b|line 1: a,b (expected: a header with symbol, bid, ask and time; or HistData's ticks)",
        "bid,ask,time|line 1: no column symbol (expected: one, or --symbol)",
        "20221231 190000250,1,2,0|line 1: no column symbol (expected: one, or --symbol)",
        "symbol,bid,time|line 1: no column ask (expected: one of ask, askprice)",
        "symbol,bid,ask|line 1: no column time (expected: one of time, timestamp, date, datetime)",
        "symbol,bid,ask,time;X,0,1,1|line 2: bid: 0 (expected: a decimal above 0)",
        "symbol,bid,ask,time;X,1,x,1|line 2: ask: x (expected: a decimal above 0)",
        "symbol,bid,ask,time;X,1,1,20221331 190000250|line 2: time: 20221331 190000250 (expected:"
            + " seconds to nanoseconds since 1970, or such as 2023-01-01T00:00:00Z)",
      })
  void whatIsNoQuoteIsToldWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n'), ""))
        .isInstanceOf(PlaybackException.class)
        .hasMessage(message);
  }

  @Test
  void aSymbolIsSaidOnce() {
    assertThatThrownBy(() -> read("symbol,bid,ask,time\n", "EURUSD"))
        .hasMessage("line 1: a column symbol, and --symbol (expected: one of them)");
  }
}
