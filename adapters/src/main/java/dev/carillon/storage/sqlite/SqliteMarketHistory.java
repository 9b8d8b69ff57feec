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
import dev.carillon.storage.sqlite.Forgetting.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The exchange's history in a {@link HistoryFile}. */
public final class SqliteMarketHistory implements MarketHistory, AutoCloseable {
  private static final String FILE = "market.db";

  private static final String OF_OWNER = " WHERE owner = " + Names.NUMBER;
  private static final String ORDER =
      "SELECT " + MarketRows.ORDER + " FROM orders" + OF_OWNER + " AND id = ?";
  private static final String ORDERS =
      "SELECT " + MarketRows.ORDER + " FROM orders" + OF_OWNER + " AND id < ?";
  private static final String FILLS =
      "SELECT " + MarketRows.FILL + " FROM fills" + OF_OWNER + " AND sequence < ?";
  private static final String OF_SYMBOL = " AND symbol = " + Names.NUMBER;
  private static final String BY_ID = " ORDER BY id DESC LIMIT ?";
  private static final String BY_SEQUENCE = " ORDER BY sequence DESC LIMIT ?";
  private static final String TRADES =
      "SELECT "
          + MarketRows.TRADE
          + " FROM trades WHERE symbol = "
          + Names.NUMBER
          + " AND id < ?"
          + BY_ID;
  private static final String CANDLES =
      "SELECT "
          + MarketRows.CANDLE
          + " FROM candles WHERE symbol = ? AND interval = ? AND open_time BETWEEN ? AND ?"
          + " ORDER BY open_time DESC LIMIT ?";

  private final HistoryFile file;
  private final MarketRows rows;
  private final MarketWriter changes;
  private final Forgetting forgetting;

  private SqliteMarketHistory(HistoryFile file, MarketRows rows) {
    this.file = file;
    this.rows = rows;
    this.changes = new MarketWriter(file.writer(), file.names());
    this.forgetting =
        new Forgetting(
            file.writer(),
            List.of(
                Table.ofOrders(OrderWords.HAS_ENDED),
                Table.of("fills", "owner", "sequence"),
                Table.of("trades", "symbol", "id")));
  }

  /**
   * Opens the history of a data folder, which another {@link SqliteDatabase} has locked for us.
   *
   * @param pairs every pair whose rows are ever read, by symbol
   * @throws StorageException when the file can't be opened: its message is one sentence to show
   */
  public static SqliteMarketHistory open(Path folder, Function<String, Pair> pairs) {
    return new SqliteMarketHistory(
        HistoryFile.open(folder.resolve(FILE), "sqlite-market"), new MarketRows(pairs));
  }

  @Override
  public long sequence() {
    return file.sequence();
  }

  @Override
  public void store(Batch batch) {
    file.change(() -> {
      changes.store(batch);
      file.advance(batch.sequence());
      return 0;
    });
  }

  @Override
  public void clear() {
    file.clear(List.of("orders", "fills", "trades", "candles"));
  }

  @Override
  public int forget(long beforeMillis) {
    return file.change(() -> forgetting.step(beforeMillis));
  }

  @Override
  public Optional<OrderState> order(String owner, long id) {
    return file.readers().read(sql -> sql.one(ORDER, row -> rows.order(owner, row), owner, id));
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
    return file.readers()
        .read(sql ->
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
    return file.readers()
        .read(sql -> sql.all(TRADES, row -> rows.trade(symbol, row), symbol, before, limit));
  }

  @Override
  public List<Candle> candles(Span span) {
    return file.readers()
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
    file.close();
  }
}
