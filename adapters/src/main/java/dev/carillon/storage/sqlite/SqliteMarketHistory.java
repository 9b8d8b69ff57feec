package dev.carillon.storage.sqlite;

import dev.carillon.market.data.Candle;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.history.Span;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The exchange's history in a SQLite file of its own, so that it and the other stores do not wait
 * for each other's commits.
 *
 * <p>A commit is not forced to the disk: the journal is, and what a crash takes from here is made
 * again from there.
 */
public final class SqliteMarketHistory implements MarketHistory, AutoCloseable {
  private static final String FILE = "market.db";
  private static final int READERS = 2;

  /**
   * After so many written pages the log is copied into the file. Pages that many commits change are
   * copied once, and the disk is not synchronised several times a second.
   */
  private static final int CHECKPOINT_PAGES = 8_000;

  private static final String OF_OWNER = " WHERE owner = " + MarketNames.NUMBER;
  private static final String ORDER =
      "SELECT " + MarketRows.ORDER + " FROM orders" + OF_OWNER + " AND id = ?";
  private static final String ORDERS =
      "SELECT " + MarketRows.ORDER + " FROM orders" + OF_OWNER + " AND id < ?";
  private static final String FILLS =
      "SELECT " + MarketRows.FILL + " FROM fills" + OF_OWNER + " AND sequence < ?";
  private static final String OF_SYMBOL = " AND symbol = " + MarketNames.NUMBER;
  private static final String BY_ID = " ORDER BY id DESC LIMIT ?";
  private static final String BY_SEQUENCE = " ORDER BY sequence DESC LIMIT ?";
  private static final String TRADES =
      "SELECT "
          + MarketRows.TRADE
          + " FROM trades WHERE symbol = "
          + MarketNames.NUMBER
          + " AND id < ?"
          + BY_ID;
  private static final String CANDLES =
      "SELECT "
          + MarketRows.CANDLE
          + " FROM candles WHERE symbol = ? AND interval = ? AND open_time BETWEEN ? AND ?"
          + " ORDER BY open_time DESC LIMIT ?";

  private final ReentrantLock lock = new ReentrantLock();
  private final Sql writer;
  private final Readers readers;
  private final MarketRows rows;
  private final MarketNames names;
  private final MarketWriter changes;
  private final MarketForgetting forgetting;

  private SqliteMarketHistory(Sql writer, Readers readers, MarketRows rows) {
    this.writer = writer;
    this.readers = readers;
    this.rows = rows;
    this.names = new MarketNames(writer);
    this.changes = new MarketWriter(writer, names);
    this.forgetting = new MarketForgetting(writer);
  }

  /**
   * Opens the history of a data folder, which another {@link SqliteDatabase} has locked for us.
   *
   * @param pairs every pair whose rows are ever read, by symbol
   * @throws StorageException when the file can't be opened: its message is one sentence to show
   */
  public static SqliteMarketHistory open(Path folder, Function<String, Pair> pairs) {
    Path file = folder.resolve(FILE);
    SQLiteDataSource source = SqliteDatabase.source(file);
    source.setSynchronous(SynchronousMode.NORMAL.getValue());
    List<Sql> opened = new ArrayList<>();
    try {
      Flyway.configure(SqliteMarketHistory.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration/sqlite-market")
          .load()
          .migrate();
      for (int i = 0; i < READERS; i++) {
        opened.add(SqliteDatabase.reader(source));
      }
      Sql writer = new Sql(source.getConnection(), Failures::of);
      opened.add(writer);
      writer.one("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, row -> row.getInt(1));
      return new SqliteMarketHistory(
          writer, new Readers(opened.subList(0, READERS)), new MarketRows(pairs));
    } catch (SQLException | FlywayException e) {
      opened.forEach(SqliteDatabase::closeQuietly);
      throw Failures.opening(file, e);
    }
  }

  @Override
  public long sequence() {
    return readers.read(
        sql -> sql.one("SELECT sequence FROM progress", row -> row.getLong(1)).orElse(0L));
  }

  @Override
  public void store(Batch batch) {
    change(() -> {
      changes.store(batch);
      return 0;
    });
  }

  @Override
  public void clear() {
    change(() -> {
      for (String table : List.of("orders", "fills", "trades", "candles")) {
        writer.update("DELETE FROM " + table);
      }
      return writer.update("UPDATE progress SET sequence = 0");
    });
  }

  @Override
  public int forget(long beforeMillis) {
    return change(() -> forgetting.step(beforeMillis));
  }

  /** Something that is done whole or not at all. */
  private interface Change {
    int run() throws SQLException;
  }

  /** One transaction; storing and forgetting take turns. */
  private int change(Change change) {
    lock.lock();
    try {
      writer.update("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        int changed = change.run();
        writer.update("COMMIT");
        done = true;
        return changed;
      } finally {
        if (!done) {
          names.rolledBack();
          writer.update("ROLLBACK");
        }
      }
    } catch (SQLException e) {
      throw Failures.of("write", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<OrderState> order(String owner, long id) {
    return readers.read(sql -> sql.one(ORDER, row -> rows.order(owner, row), owner, id));
  }

  @Override
  public List<OrderState> orders(Page page) {
    return list(ORDERS, BY_ID, page, row -> rows.order(page.owner(), row));
  }

  @Override
  public List<OwnFill> fills(Page page) {
    return list(FILLS, BY_SEQUENCE, page, row -> rows.fill(page.owner(), row));
  }

  private <T> List<T> list(String select, String order, Page page, Sql.Row<T> row) {
    String symbol = page.symbol();
    return readers.read(sql ->
        symbol == null
            ? sql.all(select + order, row, page.owner(), page.before(), page.limit())
            : sql.all(
                select + OF_SYMBOL + order,
                row,
                page.owner(),
                page.before(),
                symbol,
                page.limit()));
  }

  @Override
  public List<Trade> trades(String symbol, long before, int limit) {
    return readers.read(
        sql -> sql.all(TRADES, row -> rows.trade(symbol, row), symbol, before, limit));
  }

  @Override
  public List<Candle> candles(Span span) {
    return readers
        .read(sql ->
            sql.all(
                CANDLES,
                MarketRows::candle,
                span.symbol(),
                span.interval().label(),
                span.fromMillis(),
                span.toMillis(),
                span.limit()))
        .reversed();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      writer.close();
    } catch (SQLException e) {
      throw Failures.of("close", e);
    } finally {
      lock.unlock();
      readers.close();
    }
  }
}
