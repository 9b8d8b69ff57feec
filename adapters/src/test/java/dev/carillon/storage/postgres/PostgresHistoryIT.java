package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.Side;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.Trade;
import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.history.HistoryTables;
import dev.carillon.storage.sql.history.SqlMarketHistory;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes believe that they are to store what one engine does. */
@Timeout(60)
@ExtendWith(PostgresServer.class)
class PostgresHistoryIT {
  private static final Pair BTC =
      new Pair(
          "BTC/USDT",
          "BTC",
          "USDT",
          new Scale(2, 1, 1_000),
          new Limits(1_000_000, 0, 0, 500, 200),
          new Fees(10, 10),
          false);

  private final TestDatabase database;
  private final PostgresPool pool;
  private final ExecutorService other = Executors.newVirtualThreadPerTaskExecutor();

  PostgresHistoryIT(TestDatabase database) {
    this.database = database;
    this.pool = new PostgresPool(PostgresUrl.of(database.url()), "histories", 4);
  }

  @AfterEach
  void close() {
    other.close();
    pool.close();
  }

  /** Tables of the market; something is done before each commit. */
  private record Halting(HistoryTables tables, Runnable beforeCommit) implements HistoryTables {
    @Override
    public String prefix() {
      return tables.prefix();
    }

    @Override
    public String emptying() {
      return tables.emptying();
    }

    @Override
    public Reader readers() {
      return tables.readers();
    }

    @Override
    public <T> T change(Sql.Work<T> work) {
      return tables.change(sql -> {
        T result = work.run(sql);
        beforeCommit.run();
        return result;
      });
    }
  }

  private HistoryTables tables() {
    return new PostgresHistory(pool, new PostgresReaders(pool), "market_");
  }

  private static MarketHistory over(HistoryTables tables) {
    return new SqlMarketHistory(tables, _ -> BTC);
  }

  /**
   * What the commands up to a number did, beginning with one: each a trade, and an order's fill.
   */
  private static Batch batch(long first, long last) {
    return new Batch(
        last,
        List.of(order(last)),
        LongStream.rangeClosed(first, last).mapToObj(PostgresHistoryIT::trade).toList(),
        List.of(),
        List.of());
  }

  private static OrderState order(long filled) {
    OrderTerms terms = OrderTerms.limit(Side.BUY, 10, 1_000_000);
    OrderStatus status = OrderStatus.PARTIALLY_FILLED;
    return new OrderState(1, "john", BTC, terms, status, null, filled, 0, 0, true, 1, filled);
  }

  private static Trade trade(long id) {
    return new Trade(BTC, id, 10, 1, Side.SELL, id);
  }

  private void assertStored(long last) {
    MarketHistory history = over(tables());
    assertThat(history.sequence()).isEqualTo(last);
    assertThat(history.order("john", 1)).contains(order(last));
    assertThat(history.trades("BTC/USDT", Long.MAX_VALUE, Integer.MAX_VALUE))
        .isEqualTo(
            LongStream.rangeClosed(1, last).mapToObj(PostgresHistoryIT::trade).toList().reversed());
  }

  @Test
  void whoWaitedWhileAnotherStoredMoreDoesNotTakeItBack() throws Exception {
    storeWhileAnotherStores(batch(1, 10), batch(1, 5));

    assertStored(10);
  }

  @Test
  void whoWaitedWhileAnotherStoredLessStoresTheRest() throws Exception {
    storeWhileAnotherStores(batch(1, 5), batch(1, 10));

    assertStored(10);
  }

  private void storeWhileAnotherStores(Batch first, Batch second) throws Exception {
    List<Future<?>> begun = new ArrayList<>();
    MarketHistory halting =
        over(
            new Halting(
                tables(),
                () -> {
                  begun.add(other.submit(() -> over(tables()).store(second)));
                  Await.until(this::isSomebodyWaiting);
                }));

    halting.store(first);

    for (Future<?> each : begun) {
      each.get();
    }
  }

  private boolean isSomebodyWaiting() {
    return new PostgresReaders(pool)
        .read(sql ->
            sql.one(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'",
                    row -> row.getLong(1) > 0)
                .orElseThrow());
  }

  @Seeds(3)
  void nothingIsMissingWhenBothStoreAllTheTime(RandomGenerator random) throws Exception {
    database.empty();
    long last = 300;
    long seed = random.nextLong();

    Future<?> behind = other.submit(() -> storeAll(last - 20, new Random(seed)));
    storeAll(last, random);
    behind.get();

    assertStored(last);
  }

  /** As a node does it: from where the history was when it looked, in steps of its own. */
  private void storeAll(long last, RandomGenerator random) {
    MarketHistory history = over(tables());
    long stored = 0;
    while (stored < last) {
      if (random.nextInt(4) == 0) {
        stored = Math.max(stored, history.sequence());
      }
      long next = Math.min(last, stored + random.nextInt(1, 12));
      if (next > stored) {
        history.store(batch(stored + 1, next));
        stored = next;
      }
    }
  }
}
