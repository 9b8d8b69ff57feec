package dev.carillon.bench;

import dev.carillon.core.cluster.Alone;
import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.Journal;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.ReplicaPorts;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.state.StateWriter;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.FileSnapshots;
import dev.carillon.storage.journal.JournalSettings;
import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import dev.carillon.storage.postgres.journal.PostgresSnapshots;
import dev.carillon.storage.sql.CommitListener;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Prints how long an order takes from the queue to its answer, each durable before that: at 1,000
 * orders a second, and as many as can be. Also what the engine's thread takes when nothing happens.
 * Every second order trades with the one before.
 */
final class EngineFigures {
  private static final String SYMBOL = "BTC/USDT";
  private static final long PACE_NANOS = 1_000_000;
  private static final int PACED = 10_000;
  private static final int FULL = 500_000;
  private static final int MAX_WAITING = 8_192;
  private static final int ACCOUNTS = 10_000;
  private static final int RESTING = 100_000;
  private static final int SNAPSHOTS = 20;
  private static final long IDLE_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final LongAdder batches = new LongAdder();
  private final LongAdder forceNanos = new LongAdder();
  private final LongAdder applyNanos = new LongAdder();
  private final AtomicInteger answered = new AtomicInteger();

  private EngineFigures(PrintStream out) {
    this.out = out;
  }

  /** The folder is made, and must not be one with a journal in it. */
  static void print(PrintStream out, Path folder) throws IOException {
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULT);
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor()) {
      EngineFigures figures = new EngineFigures(out);
      MachinePorts<Journal> ports =
          new MachinePorts<>(
              "engine",
              journal,
              new FileSnapshots(folder),
              InstantSource.system(),
              System::nanoTime,
              figures.new Counts());
      EngineAgent.Parts parts = new EngineAgent.Parts(CandleGrid.EPOCH, List.of(), Follower.NONE);
      EngineAgent agent =
          EngineAgent.recover(ports, MachineSettings.DEFAULT, parts, snapshotWriter);
      try (MachineThread _ = agent.start()) {
        figures.run(agent);
      }
    }
  }

  /** With the journal in a database, which must not have one of an engine yet. One node, alone. */
  static void printShared(PrintStream out, String databaseUrl) {
    PostgresDatabase.open(databaseUrl, CommitListener.NONE, System::nanoTime).close();
    try (PostgresPool pool = new PostgresPool(PostgresUrl.of(databaseUrl), "engine", 4);
        PostgresLease lease = new PostgresLease(pool, "engine", "alone");
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor()) {
      EngineFigures figures = new EngineFigures(out);
      MachinePorts<SharedJournal> ports =
          new MachinePorts<>(
              "engine",
              new PostgresSharedJournal(pool, "engine"),
              new PostgresSnapshots(pool, "engine"),
              InstantSource.system(),
              System::nanoTime,
              figures.new Counts());
      CountDownLatch leads = new CountDownLatch(1);
      EngineAgent agent =
          EngineAgent.join(
              new ReplicaPorts(ports, lease, new Alone("alone"), blocking),
              MachineSettings.DEFAULT,
              new EngineAgent.Parts(CandleGrid.EPOCH, List.of(), Follower.NONE),
              snapshotWriter,
              new LeadListener() {
                @Override
                public void leading() {
                  leads.countDown();
                }

                @Override
                public void notLeading() {
                  // At the end.
                }
              });
      try (MachineThread _ = agent.start()) {
        await(leads);
        figures.run(agent);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the engine could not be asked");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Counts implements MachineCounts {
    @Override
    public void batchDone(int commands, long force, long apply, int waiting) {
      batches.increment();
      forceNanos.add(force);
      applyNanos.add(apply);
    }
  }

  private void run(EngineAgent agent) {
    agent.submit(new Command.DefinePair(pair()), _ -> {});
    for (String owner : List.of("john", "jane")) {
      agent.submit(new Command.Deposit(owner, "BTC", 1_000_000_000_000_000L, null), _ -> {});
      agent.submit(new Command.Deposit(owner, "USDT", 1_000_000_000_000_000L, null), _ -> {});
    }
    full(agent, "warm-up");
    paced(agent, "warm-up");
    paced(agent, "1,000 orders a second");
    full(agent, "as many as can be");
    idle();
    large(agent);
  }

  /** What a snapshot would stop the engine for, were a large state written between two commands. */
  private void large(EngineAgent agent) {
    for (int i = 0; i < ACCOUNTS; i++) {
      agent.submit(new Command.Deposit("owner" + i, "USDT", 1_000_000_000_000L, null), _ -> {});
      drain(agent, i);
    }
    for (int i = 0; i < RESTING; i++) {
      OrderTerms terms = OrderTerms.limit(Side.BUY, 1_000_000 - i % 500, 10);
      agent.submit(new Command.Place("owner" + i % ACCOUNTS, SYMBOL, terms, null), _ -> {});
      drain(agent, i);
    }
    long[] nanos = new long[SNAPSHOTS];
    StateWriter state = new StateWriter();
    for (int i = 0; i < SNAPSHOTS; i++) {
      int round = i;
      read(
          agent,
          engine -> {
            long begin = System.nanoTime();
            state.clear();
            engine.writeTo(state);
            nanos[round] = System.nanoTime() - begin;
          });
    }
    Arrays.sort(nanos);
    out.printf(
        "%-24s %,d bytes, written in p50 %.1f, max %.1f ms%n",
        "state of 100,000 orders",
        state.size(),
        nanos[SNAPSHOTS / 2] / 1e6,
        nanos[SNAPSHOTS - 1] / 1e6);
  }

  /** Lets the engine do what waits, now and then. */
  private static void drain(EngineAgent agent, int number) {
    if (number % 4_096 == 0) {
      read(agent, _ -> {});
    }
  }

  private static void read(EngineAgent agent, Consumer<MatchingEngine> reader) {
    CountDownLatch done = new CountDownLatch(1);
    boolean taken =
        agent.read(view -> {
          reader.accept((MatchingEngine) view);
          done.countDown();
        });
    if (!taken) {
      throw new IllegalStateException("the engine could not be read");
    }
    await(done);
  }

  private void paced(EngineAgent agent, String what) {
    long[] nanos = new long[PACED];
    start();
    long begin = System.nanoTime();
    for (int i = 0; i < PACED; i++) {
      long due = begin + i * PACE_NANOS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int order = i;
      long submitted = System.nanoTime();
      agent.submit(
          order(i),
          _ -> {
            nanos[order] = System.nanoTime() - submitted;
            answered.incrementAndGet();
          });
    }
    awaitAnswered(PACED);
    Arrays.sort(nanos);
    out.printf(
        "%-24s p50 %6.3f  p99 %6.3f  max %7.3f ms%s%n",
        what,
        nanos[PACED / 2] / 1e6,
        nanos[PACED * 99 / 100] / 1e6,
        nanos[PACED - 1] / 1e6,
        batches(PACED));
  }

  private void full(EngineAgent agent, String what) {
    start();
    long begin = System.nanoTime();
    for (int i = 0; i < FULL; i++) {
      while (i - answered.get() >= MAX_WAITING) {
        LockSupport.parkNanos(50_000);
      }
      agent.submit(order(i), _ -> answered.incrementAndGet());
    }
    awaitAnswered(FULL);
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf("%-24s %,.0f orders/s%s%n", what, FULL / seconds, batches(FULL));
  }

  private void idle() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long id =
        Arrays.stream(threads.dumpAllThreads(false, false))
            .filter(thread -> thread.getThreadName().equals("carillon-engine"))
            .findFirst()
            .orElseThrow()
            .getThreadId();
    long before = threads.getThreadCpuTime(id);
    long end = System.nanoTime() + IDLE_NANOS;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    double millis = (threads.getThreadCpuTime(id) - before) / 1e6;
    out.printf("%-24s %.3f ms of processor time a second%n", "idle", millis * 1e9 / IDLE_NANOS);
  }

  private void start() {
    answered.set(0);
    batches.reset();
    forceNanos.reset();
    applyNanos.reset();
  }

  private void awaitAnswered(int count) {
    while (answered.get() < count) {
      LockSupport.parkNanos(50_000);
    }
  }

  private String batches(int orders) {
    double count = batches.sum();
    return ", batches of %.1f: %.3f ms to durable, %.2f us an order to apply"
        .formatted(orders / count, forceNanos.sum() / 1e6 / count, applyNanos.sum() / 1e3 / orders);
  }

  /** John sells, Jane buys; then the other way, so that nobody runs out. */
  private static Command order(int number) {
    boolean sells = number % 2 == 0;
    boolean isJohn = sells == (number % 4 < 2);
    return new Command.Place(
        isJohn ? "john" : "jane",
        SYMBOL,
        OrderTerms.limit(sells ? Side.SELL : Side.BUY, 2_000_000, 100),
        null);
  }

  private static Pair pair() {
    return new Pair(
        SYMBOL,
        "BTC",
        "USDT",
        new Pair.Scale(2, 1, 1_000),
        new Pair.Limits(1_000_000_000, 0, 0, 500, 1_000),
        new Pair.Fees(0, 0),
        false);
  }
}
