package dev.carillon.engine;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.ReplicaPorts;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import dev.carillon.storage.postgres.journal.PostgresSnapshots;
import dev.carillon.testkit.Await;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A node with the engine over PostgreSQL, and somebody who pays in as quickly as it answers. */
final class EngineNode implements LeadListener, AutoCloseable {
  private static final String OWNER = "john";
  private static final int AT_ONCE = 8;

  final String name;
  final EngineAgent agent;

  /** John's balance after each of the payments that were acknowledged here. */
  final ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();

  final AtomicInteger unknown = new AtomicInteger();
  final AtomicLong longestNanos = new AtomicLong();
  private final Cluster cluster;
  private final PostgresPool pool;
  private final PostgresLease lease;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService snapshots = Executors.newSingleThreadExecutor();
  private final MachineThread thread;
  private volatile boolean leads;
  private volatile boolean paying;
  private final AtomicInteger waiting = new AtomicInteger();

  EngineNode(Cluster cluster, String databaseUrl) {
    this.cluster = cluster;
    name = cluster.self();
    pool = new PostgresPool(PostgresUrl.of(databaseUrl + "?ApplicationName=" + name), name, 4);
    lease = new PostgresLease(pool, "engine", name);
    agent =
        EngineAgent.join(
            new ReplicaPorts(
                new MachinePorts<>(
                    "engine",
                    new PostgresSharedJournal(pool, "engine"),
                    new PostgresSnapshots(pool, "engine"),
                    InstantSource.system(),
                    System::nanoTime,
                    MachineCounts.NONE),
                lease,
                cluster,
                blocking),
            new MachineSettings(1_024, 64, 500, 60_000),
            new EngineAgent.Parts(CandleGrid.EPOCH, List.of(), Follower.NONE),
            snapshots,
            this);
    cluster.start();
    thread = agent.start();
  }

  boolean leads() {
    return leads;
  }

  @Override
  public void leading() {
    leads = true;
  }

  @Override
  public void notLeading() {
    leads = false;
  }

  void pay() {
    paying = true;
    for (int i = 0; i < AT_ONCE; i++) {
      payOne();
    }
  }

  private void payOne() {
    waiting.incrementAndGet();
    long begin = System.nanoTime();
    agent.submit(new Command.Deposit(OWNER, "BTC", 1, null), answer -> answered(answer, begin));
  }

  private void answered(Answer answer, long begin) {
    if (answer instanceof Answer.Balances balances) {
      acknowledged.add(balances.balances().getFirst().available());
      longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    } else {
      unknown.incrementAndGet();
    }
    waiting.decrementAndGet();
    if (paying) {
      payOne();
    }
  }

  void stopPaying() {
    paying = false;
  }

  boolean isQuiet() {
    return waiting.get() == 0;
  }

  long balance() {
    AtomicLong units = new AtomicLong(-1);
    boolean _ =
        agent.read(view ->
            units.set(
                view.balances(OWNER).isEmpty() ? 0 : view.balances(OWNER).getFirst().available()));
    Await.until(() -> units.get() >= 0);
    return units.get();
  }

  @Override
  public void close() {
    thread.close();
    cluster.close();
    snapshots.close();
    blocking.close();
    lease.close();
    pool.close();
  }
}
