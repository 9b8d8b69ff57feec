package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.MarketHistoryContract;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Trade;
import dev.carillon.storage.sql.history.SqlMarketHistory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteMarketHistoryIT extends MarketHistoryContract {
  @TempDir private Path folder;
  private HistoryFile file;
  private MarketHistory history;

  @BeforeEach
  void open() {
    open(folder);
  }

  private void open(Path in) {
    file = HistoryFile.open(in, "market");
    history = new SqlMarketHistory(file, SqliteMarketHistoryIT::pair);
  }

  private static Pair pair(String symbol) {
    return symbol.equals(BTC.symbol()) ? BTC : ETH;
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Override
  protected MarketHistory history() {
    return history;
  }

  @Test
  void whatWasStoredIsThereAfterANewStart() {
    history.store(new Batch(42, List.of(), List.of(), List.of(), List.of()));
    file.close();

    open();

    assertThat(history.sequence()).isEqualTo(42);
  }

  @Test
  void whatTheFirstVersionStoredIsStillThere() throws SQLException {
    file.close();
    Path old = folder.resolve("old");
    storeByTheFirstVersion(old);

    open(old);

    assertThat(history.sequence()).isEqualTo(7);
    assertThat(history.order("john", 3)).contains(expired());
    OrderTerms plain =
        OrderTerms.limit(Side.BUY, 20, 10).with(new Options(false, SelfTrade.NONE, 0, null, 0));
    assertThat(history.order("john", 4))
        .contains(
            new OrderState(
                4, "john", ETH, plain, OrderStatus.OPEN, null, 0, 0, 0, true, 1_000, 1_000));
    Trade trade = new Trade(BTC, 9, 20, 3, Side.BUY, 1_500);
    assertThat(history.trades("BTC/USDT", 10, 5)).containsExactly(trade);
    assertThat(history.fills(new Page("john", null, 10, 5)))
        .containsExactly(new OwnFill(new Fill(trade, "john", 3, Side.SELL, 1, "USDT", false), 8));
  }

  private static OrderState expired() {
    OrderTerms terms =
        new OrderTerms(
            Side.SELL,
            OrderType.STOP_LIMIT,
            TimeInForce.FOK,
            new Figures(10, 20, 30, 4),
            new Options(true, SelfTrade.EXPIRE_BOTH, 77, "mine", 5));
    OrderStatus status = OrderStatus.EXPIRED;
    Reason reason = Reason.GOOD_TILL_DATE;
    return new OrderState(3, "john", BTC, terms, status, reason, 3, 600, 1, false, 1_000, 2_000);
  }

  private static void storeByTheFirstVersion(Path folder) throws SQLException {
    try (Connection connection = firstVersion(folder);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE progress SET sequence = 7");
      statement.executeUpdate(
          """
          INSERT INTO orders VALUES (3, 'john', 'BTC/USDT', 'SELL', 'STOP_LIMIT', 'FOK', 10, 20, 30, 4,
            1, 'EXPIRE_BOTH', 77, 'mine', 5, 'EXPIRED', 'GOOD_TILL_DATE', 3, 600, 1, 0, 1000, 2000)\
          """);
      statement.executeUpdate(
          """
          INSERT INTO orders VALUES (4, 'john', 'ETH/USDT', 'BUY', 'LIMIT', 'GTC', 10, 20, 0, 0,
            0, 'NONE', 0, NULL, 0, 'OPEN', NULL, 0, 0, 0, 1, 1000, 1000)\
          """);
      statement.executeUpdate("INSERT INTO trades VALUES ('BTC/USDT', 9, 20, 3, 'BUY', 1500)");
      statement.executeUpdate(
          """
          INSERT INTO fills VALUES ('john', 8, 'BTC/USDT', 9, 20, 3, 'BUY', 1500, 3, 'SELL', 1,
            'USDT', 0)\
          """);
    }
  }

  /** A database as the first version of the server made it. */
  private static Connection firstVersion(Path folder) throws SQLException {
    assertThat(folder.toFile().mkdirs()).isTrue();
    SQLiteDataSource source = SqliteDatabase.source(folder.resolve("market.db"));
    Flyway.configure(HistoryFile.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration/sqlite-market")
        .target("1")
        .load()
        .migrate();
    return source.getConnection();
  }
}
