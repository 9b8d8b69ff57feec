package dev.carillon.storage.sqlite;

import dev.carillon.desk.history.Batch;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.history.Page;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sqlite.Forgetting.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The FX desk's history in a {@link HistoryFile}. */
public final class SqliteDeskHistory implements DeskHistory, AutoCloseable {
  private static final String FILE = "desk.db";
  private static final String OF_OWNER = " WHERE owner = " + Names.NUMBER;
  private static final String ORDER =
      "SELECT " + DeskRows.ORDER + " FROM orders" + OF_OWNER + " AND id = ?";
  private static final String ORDERS =
      "SELECT " + DeskRows.ORDER + " FROM orders" + OF_OWNER + " AND id < ?";
  private static final String CLOSINGS =
      "SELECT " + DeskRows.DEAL + " FROM deals" + OF_OWNER + " AND id < ? AND " + DeskWords.CLOSED;
  private static final String OF_SYMBOL = " AND symbol = " + Names.NUMBER;
  private static final String NEWEST = " ORDER BY id DESC LIMIT ?";

  /** Those for everybody as long as there is no own copy, which is made by acknowledging it. */
  private static final String ALERTS =
      "SELECT "
          + DeskRows.ALERT
          + " FROM alerts"
          + OF_OWNER
          + " AND id < ? UNION ALL SELECT "
          + DeskRows.ALERT
          + " FROM alerts AS everybodys"
          + OF_OWNER
          + " AND id < ? AND NOT EXISTS (SELECT 1 FROM alerts AS own WHERE own.owner = "
          + Names.NUMBER
          + " AND own.id = everybodys.id)"
          + NEWEST;

  private final HistoryFile file;
  private final DeskRows rows;
  private final DeskWriter changes;
  private final Forgetting forgetting;

  private SqliteDeskHistory(HistoryFile file, DeskRows rows) {
    this.file = file;
    this.rows = rows;
    this.changes = new DeskWriter(file.writer(), file.names());
    this.forgetting =
        new Forgetting(
            file.writer(),
            List.of(
                Table.ofOrders(DeskWords.HAS_ENDED),
                Table.of("deals", "owner", "id"),
                Table.of("alerts", "owner", "id")));
  }

  /**
   * Opens the history of a data folder, which another {@link SqliteDatabase} has locked for us.
   *
   * @param symbols every symbol whose rows are ever read, by name
   * @throws StorageException when the file can't be opened: its message is one sentence to show
   */
  public static SqliteDeskHistory open(Path folder, Function<String, Symbol> symbols) {
    return new SqliteDeskHistory(
        HistoryFile.open(folder.resolve(FILE), "sqlite-desk"), new DeskRows(symbols));
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
    file.clear(List.of("orders", "deals", "alerts"));
  }

  @Override
  public int forget(long beforeMillis) {
    return file.change(() -> forgetting.step(beforeMillis));
  }

  @Override
  public Optional<OrderState> order(String owner, long ticket) {
    return file.readers().read(sql -> sql.one(ORDER, row -> rows.order(owner, row), owner, ticket));
  }

  @Override
  public List<OrderState> orders(Page page) {
    return list(ORDERS, page, row -> rows.order(page.owner(), row));
  }

  @Override
  public List<Deal> closings(Page page) {
    return list(CLOSINGS, page, row -> rows.deal(page.owner(), row));
  }

  private <T> List<T> list(String select, Page page, Sql.Row<T> row) {
    String symbol = page.symbol();
    return file.readers()
        .read(sql ->
            symbol == null
                ? sql.all(select + NEWEST, row, page.owner(), page.before(), page.limit())
                : sql.all(
                    select + OF_SYMBOL + NEWEST,
                    row,
                    page.owner(),
                    page.before(),
                    symbol,
                    page.limit()));
  }

  @Override
  public List<Alert> alerts(String viewer, long before, int limit) {
    return file.readers()
        .read(sql ->
            sql.all(
                ALERTS,
                row -> DeskRows.alert(viewer, row),
                viewer,
                before,
                DeskWriter.EVERYBODY,
                before,
                viewer,
                limit));
  }

  @Override
  public void close() {
    file.close();
  }
}
