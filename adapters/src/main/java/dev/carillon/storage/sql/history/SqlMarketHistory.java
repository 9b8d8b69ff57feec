package dev.carillon.storage.sql.history;

import dev.carillon.market.data.Candle;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.history.Span;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import dev.carillon.storage.sql.history.Forgetting.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The exchange's history in SQL. */
public final class SqlMarketHistory implements MarketHistory {
  private static final String OF_OWNER = " WHERE owner = " + Names.NUMBER;
  private static final String ORDER =
      "SELECT " + MarketRows.ORDER + " FROM #orders" + OF_OWNER + " AND id = ?";
  private static final String ORDERS =
      "SELECT " + MarketRows.ORDER + " FROM #orders" + OF_OWNER + " AND id < ?";
  private static final String FILLS =
      "SELECT " + MarketRows.FILL + " FROM #fills" + OF_OWNER + " AND sequence < ?";
  private static final String BY_ID = " ORDER BY id DESC LIMIT ?";
  private static final String BY_SEQUENCE = " ORDER BY sequence DESC LIMIT ?";
  private static final String TRADES =
      "SELECT "
          + MarketRows.TRADE
          + " FROM #trades WHERE symbol = "
          + Names.NUMBER
          + " AND id < ?"
          + BY_ID;
  private static final String CANDLES =
      "SELECT "
          + MarketRows.CANDLE_KEY
          + ", "
          + MarketRows.CANDLE_VALUES
          + " FROM #candles WHERE symbol = ? AND interval = ? AND open_time BETWEEN ? AND ?"
          + " ORDER BY open_time DESC LIMIT ?";

  private final HistoryStore store;
  private final MarketRows rows;

  /**
   * The history in these tables.
   *
   * @param pairs every pair whose rows are ever read, by symbol
   */
  public SqlMarketHistory(HistoryTables tables, Function<String, Pair> pairs) {
    this.rows = new MarketRows(pairs);
    this.store =
        new HistoryStore(
            tables,
            List.of(
                Table.ofOrders(OrderWords.HAS_ENDED),
                Table.of("fills", "owner", "sequence"),
                Table.of("trades", "symbol", "id")));
  }

  @Override
  public long sequence() {
    return store.sequence();
  }

  @Override
  public void store(Batch batch) {
    store.store(batch.sequence(), change -> new MarketWriter(change).write(batch));
  }

  @Override
  public void clear() {
    store.clear(List.of("orders", "fills", "trades", "candles"));
  }

  @Override
  public int forget(long beforeMillis) {
    return store.forget(beforeMillis);
  }

  @Override
  public Optional<OrderState> order(String owner, long id) {
    return store.one(ORDER, row -> rows.order(owner, row), owner, id);
  }

  @Override
  public List<OrderState> orders(Page page) {
    return store.part(ORDERS, BY_ID, part(page), row -> rows.order(page.owner(), row));
  }

  @Override
  public List<OwnFill> fills(Page page) {
    return store.part(FILLS, BY_SEQUENCE, part(page), row -> rows.fill(page.owner(), row));
  }

  private static HistoryStore.Part part(Page page) {
    return new HistoryStore.Part(page.owner(), page.symbol(), page.before(), page.limit());
  }

  @Override
  public List<Trade> trades(String symbol, long before, int limit) {
    return store.all(TRADES, row -> rows.trade(symbol, row), symbol, before, limit);
  }

  @Override
  public List<Candle> candles(Span span) {
    return store
        .all(
            CANDLES,
            MarketRows::candle,
            span.symbol(),
            span.interval().label(),
            span.fromMillis(),
            span.toMillis(),
            span.limit())
        .reversed();
  }
}
