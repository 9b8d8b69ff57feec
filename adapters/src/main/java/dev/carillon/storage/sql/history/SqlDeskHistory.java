package dev.carillon.storage.sql.history;

import dev.carillon.desk.history.Batch;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.history.Page;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.storage.sql.history.Forgetting.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The FX desk's history in SQL. */
public final class SqlDeskHistory implements DeskHistory {
  private static final String OF_OWNER = " WHERE owner = " + Names.NUMBER;
  private static final String ORDER =
      "SELECT " + DeskRows.ORDER + " FROM #orders" + OF_OWNER + " AND id = ?";
  private static final String ORDERS =
      "SELECT " + DeskRows.ORDER + " FROM #orders" + OF_OWNER + " AND id < ?";
  private static final String CLOSINGS =
      "SELECT " + DeskRows.DEAL + " FROM #deals" + OF_OWNER + " AND id < ? AND " + DeskWords.CLOSED;
  private static final String NEWEST = " ORDER BY id DESC LIMIT ?";

  /** Those for everybody as long as there is no own copy, which is made by acknowledging it. */
  private static final String ALERTS =
      "SELECT "
          + DeskRows.ALERT
          + " FROM #alerts"
          + OF_OWNER
          + " AND id < ? UNION ALL SELECT "
          + DeskRows.ALERT
          + " FROM #alerts AS everybodys"
          + OF_OWNER
          + " AND id < ? AND NOT EXISTS (SELECT 1 FROM #alerts AS own WHERE own.owner = "
          + Names.NUMBER
          + " AND own.id = everybodys.id)"
          + NEWEST;

  private final HistoryStore store;
  private final DeskRows rows;

  /**
   * The history in these tables.
   *
   * @param symbols every symbol whose rows are ever read, by name
   */
  public SqlDeskHistory(HistoryTables tables, Function<String, Symbol> symbols) {
    this.rows = new DeskRows(symbols);
    this.store =
        new HistoryStore(
            tables,
            List.of(
                Table.ofOrders(DeskWords.HAS_ENDED),
                Table.of("deals", "owner", "id"),
                Table.of("alerts", "owner", "id")));
  }

  @Override
  public long sequence() {
    return store.sequence();
  }

  @Override
  public void store(Batch batch) {
    store.store(batch.sequence(), change -> new DeskWriter(change).write(batch));
  }

  @Override
  public void clear() {
    store.clear(List.of("orders", "deals", "alerts"));
  }

  @Override
  public int forget(long beforeMillis) {
    return store.forget(beforeMillis);
  }

  @Override
  public Optional<OrderState> order(String owner, long ticket) {
    return store.one(ORDER, row -> rows.order(owner, row), owner, ticket);
  }

  @Override
  public List<OrderState> orders(Page page) {
    return store.part(ORDERS, NEWEST, part(page), row -> rows.order(page.owner(), row));
  }

  @Override
  public List<Deal> closings(Page page) {
    return store.part(CLOSINGS, NEWEST, part(page), row -> rows.deal(page.owner(), row));
  }

  private static HistoryStore.Part part(Page page) {
    return new HistoryStore.Part(page.owner(), page.symbol(), page.before(), page.limit());
  }

  @Override
  public List<Alert> alerts(String viewer, long before, int limit) {
    return store.all(
        ALERTS,
        row -> DeskRows.alert(viewer, row),
        viewer,
        before,
        DeskWriter.EVERYBODY,
        before,
        viewer,
        limit);
  }
}
