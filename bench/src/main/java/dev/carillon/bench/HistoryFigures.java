package dev.carillon.bench;

import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.EngineListener;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.Pair;
import dev.carillon.storage.Database;
import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sqlite.SqliteDatabase;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Prints how many events of an engine the history in SQL takes a second, and what that costs its
 * thread. As in {@code bench/exchange/run}: of three commands one rests, one cancels what rests,
 * one takes from the book of a maker.
 */
final class HistoryFigures {
  private static final String SYMBOL = "BTC/USDT";
  private static final List<String> OWNERS = List.of("john", "jane", "jim", "maker");
  private static final long MUCH = 1_000_000_000_000_000L;
  private static final long PRICE = 2_000_000;
  private static final int MAX_WAITING = 500_000;
  private static final int BATCH = 64;
  private static final int RESTING = 200;
  private static final int WARM_UP = 200_000;
  private static final int MEASURED = 1_000_000;
  private static final int PAGES = 2_000;

  private final PrintStream out;
  private final MarketHistory history;
  private final Projector<MarketEvent> projector;
  private final MarketHistoryFeed feed;
  private final MatchingEngine engine;
  private long sequence;
  private long events;
  private long millis = 1_700_000_000_000L;

  private HistoryFigures(PrintStream out, MarketHistory history, Projector<MarketEvent> projector) {
    this.out = out;
    this.history = history;
    this.projector = projector;
    this.feed = new MarketHistoryFeed(projector);
    this.engine = new MatchingEngine(CandleGrid.EPOCH, new Counting());
  }

  /** Tells the projector, and counts. */
  private final class Counting implements EngineListener {
    @Override
    public void happened(MarketEvent event) {
      if (!(event instanceof MarketEvent.BalancesChanged)) {
        events++;
      }
      feed.happened(event);
    }

    @Override
    public void levelChanged(Pair pair, Side side, long price, long shown) {}
  }

  /** In SQLite; the folder must be there, and empty. */
  static void print(PrintStream out, Path folder) {
    print(out, SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime));
  }

  /** In an empty PostgreSQL database. */
  static void printShared(PrintStream out, String url) {
    print(out, PostgresDatabase.open(url, CommitListener.NONE, System::nanoTime));
  }

  private static void print(PrintStream out, Database opened) {
    try (Database database = opened) {
      print(out, database.marketHistory(_ -> pair()));
    }
  }

  private static void print(PrintStream out, MarketHistory history) {
    try (Projector<MarketEvent> projector = MarketHistoryFeed.project(history, MAX_WAITING)) {
      HistoryFigures figures = new HistoryFigures(out, history, projector);
      figures.begin();
      figures.orders("warm-up", WARM_UP);
      figures.orders("orders and cancels", MEASURED);
      figures.pages();
    }
  }

  private void begin() {
    apply(new Command.DefinePair(pair()));
    for (String owner : OWNERS) {
      apply(new Command.Deposit(owner, "BTC", MUCH, null));
      apply(new Command.Deposit(owner, "USDT", MUCH, null));
    }
    apply(place("maker", Side.SELL, PRICE, 1_000_000_000, null));
    apply(place("maker", Side.BUY, PRICE - 1, 1_000_000_000, null));
  }

  private void orders(String what, int commands) {
    events = 0;
    long cpu = cpuNanos();
    long start = System.nanoTime();
    for (int i = 0; i < commands; i += 3) {
      String owner = OWNERS.get(i / 3 % 3);
      long number = sequence / 3;
      apply(place(owner, Side.BUY, PRICE / 2, 10, "c" + number));
      apply(new Command.CancelNamed(owner, "c" + (number - RESTING / 3 * 3)));
      Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
      apply(place(owner, side, side == Side.BUY ? PRICE : PRICE - 1, 20, null));
    }
    projector.batchDone();
    projector.awaitStored(sequence, Long.MAX_VALUE / 1_000_000);
    double seconds = (System.nanoTime() - start) / 1e9;
    double micros = (cpuNanos() - cpu) / 1e3 / events;
    out.printf(
        "%-20s %,9.0f events/s, %,8.0f orders/s, %.2f us of the history's thread an event%n",
        what, events / seconds, commands * 2 / 3.0 / seconds, micros);
  }

  private void apply(Command command) {
    while (projector.isBehind()) {
      LockSupport.parkNanos(1_000_000);
    }
    sequence++;
    millis += sequence % BATCH == 0 ? 1 : 0;
    projector.begin(sequence);
    engine.apply(command, millis);
    if (sequence % BATCH == 0) {
      projector.batchDone();
    }
  }

  private void pages() {
    long[] nanos = new long[PAGES];
    for (int i = 0; i < PAGES; i++) {
      long begin = System.nanoTime();
      history.orders(new Page(OWNERS.get(i % 3), null, Long.MAX_VALUE, 50));
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    out.printf(
        "%-20s p50 %.3f, p99 %.3f ms%n",
        "50 orders of one", nanos[PAGES / 2] / 1e6, nanos[PAGES * 99 / 100] / 1e6);
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().equals("carillon-market-history"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  private static Command place(
      String owner, Side side, long price, long lots, @Nullable String name) {
    Options options = new Options(false, SelfTrade.NONE, 0, name, 0);
    OrderTerms terms = OrderTerms.limit(side, price, lots).with(options);
    return new Command.Place(
        owner, SYMBOL, name == null ? terms.with(TimeInForce.IOC) : terms, null);
  }

  private static Pair pair() {
    return new Pair(
        SYMBOL,
        "BTC",
        "USDT",
        new Pair.Scale(2, 1, 1_000),
        new Pair.Limits(1_000_000_000_000L, 0, 0, 500, 1_000),
        new Pair.Fees(10, 10),
        false);
  }
}
