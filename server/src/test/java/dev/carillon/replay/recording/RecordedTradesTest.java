package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTradesTest {
  private static final Kind TRADES = TradeColumns.of("A/B");
  private static final long NEW_YEAR = 1_672_531_200_000L;
  private static final String PLAIN = "1672531200000,2650.10,0.50,buy\n";

  @TempDir Path folder;

  private static List<Item> read(String text) {
    return Reading.all(text, TRADES);
  }

  private static Item trade(long line, long millis, String price, String quantity, boolean buy) {
    return new Item.Trade(
        line, millis, "A/B", new BigDecimal(price), new BigDecimal(quantity), buy);
  }

  @Test
  void aHeaderSaysWhatTheColumnsAre() {
    String text =
        """
        Side,"Trade ID",Price,Size,Timestamp
        sell,9,"2650.10",0.50,1672531200000

        BUY,10,2651,3,1672531200250
        """;

    assertThat(read(text))
        .containsExactly(
            trade(2, NEW_YEAR, "2650.1", "0.5", false),
            trade(4, NEW_YEAR + 250, "2651", "3", true));
  }

  @Test
  void withoutAHeaderItIsTimePriceQuantitySide() {
    assertThat(read(PLAIN + "1672531200001,2650,100,sell"))
        .containsExactly(
            trade(1, NEW_YEAR, "2650.1", "0.5", true),
            trade(2, NEW_YEAR + 1, "2650", "100", false));
  }

  /** The buyer was the maker, so the taker sold. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "28457,16541.77000000,0.00106000,17.53427620,1672531200000,True,True",
        "28457,16541.77000000,0.00106000,17.53427620,1672531200000000,True,True",
        "26129,16541.77000000,0.00106000,27781,27782,1672531200000,true,true",
        "26129,16541.77000000,0.00106000,27781,27782,1672531200000,true",
        "id,price,qty,quote_qty,time,is_buyer_maker\n28457,16541.77,0.00106,17.5,1672531200000,true",
        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n"
            + "26129,16541.77,0.00106,27781,27782,1672531200000,true"
      })
  void binancesPublicFilesAreRead(String text) {
    assertThat(read(text))
        .containsExactly(trade(text.lines().count(), NEW_YEAR, "16541.77", "0.00106", false));
    assertThat(read(text.replaceAll("(?i)true", "false")))
        .allMatch(item -> ((Item.Trade) item).buy());
  }

  @ParameterizedTest
  @CsvSource({
    "1672531200,1672531200000",
    "1672531200.25,1672531200250",
    "1672531200250,1672531200250",
    "1672531200250999,1672531200250",
    "1672531200250999999,1672531200250",
    "2023-01-01T00:00:00.250Z,1672531200250",
    "2023-01-01 00:00:00.250,1672531200250",
    "2023-01-01T01:00:00+01:00,1672531200000"
  })
  void timesAreKnownByTheirForm(String time, long millis) {
    assertThat(read(time + ",1,1,buy")).singleElement().returns(millis, Item::timeMillis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b|line 1: a,b (expected: a header with time, price, quantity and side; or"
            + " time,price,quantity,side; or Binance's trades or aggTrades)",
        "time,price,side|line 1: no column quantity (expected: one of quantity, qty, size, amount)",
        "time,price,qty|line 1: no column side (expected: one of isbuyermaker)",
        "price,qty,side|line 1: no column time (expected: one of time, timestamp, transacttime,"
            + " date, datetime)",
        "noon,1,1,buy|line 1: time: noon (expected: seconds to nanoseconds since 1970, or such as"
            + " 2023-01-01T00:00:00Z)",
        "1,x,1,buy|line 1: price: x (expected: a decimal above 0)",
        "1,0,1,buy|line 1: price: 0 (expected: a decimal above 0)",
        "1,1,-1,buy|line 1: quantity: -1 (expected: a decimal above 0)",
        "1,1e999999999,1,buy|line 1: price: 1e999999999 (expected: a decimal above 0)",
        "1,1,1,up|line 1: side: up (expected: buy or sell)",
      })
  void whatIsNoTradeIsToldWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(PlaybackException.class).hasMessage(message);
  }

  @Test
  void aLaterLineIsToldByItsNumber() {
    assertThatThrownBy(() -> read(PLAIN + "\n1672531200000,2650.10,0.50\n"))
        .hasMessage("line 3: side: missing (expected: column 4 of 3)");
    assertThatThrownBy(
            () -> read("id,price,qty,quote_qty,time,is_buyer_maker\n1,1,1,1,1672531200,maybe"))
        .hasMessage("line 2: is_buyer_maker: maybe (expected: true or false)");
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    Path gz = folder.resolve("trades.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(PLAIN.getBytes(StandardCharsets.UTF_8));
    }
    Path zip = folder.resolve("BTCUSDT-trades-2023-01-01.ZIP");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("trades.csv"));
      out.write(PLAIN.getBytes(StandardCharsets.UTF_8));
    }

    for (Path path : List.of(gz, zip)) {
      try (RecordedFile file = RecordedFile.open(path, TRADES)) {
        assertThat(Reading.all(file)).isEqualTo(read(PLAIN));
      }
    }
  }
}
