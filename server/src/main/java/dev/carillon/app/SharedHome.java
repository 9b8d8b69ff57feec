package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.journal.Lease;
import dev.carillon.journal.Records;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.replica.ReplicaPorts;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import dev.carillon.storage.postgres.journal.PostgresSnapshots;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** In PostgreSQL: all nodes have the machine, and the one with the lease leads. */
final class SharedHome implements MachineHome {
  private static final long RENEW_MILLIS = 500;

  private final String name;
  private final Nodes nodes;
  private final EngineFolder folder;
  private final Config config;
  private final MachineCounts counts;
  private final SnapshotThread snapshotThread;
  private final SharedJournal journal;
  private final Snapshots snapshots;
  private final PostgresLease lease;
  private @Nullable ScheduledExecutorService renewal;

  /**
   * What all machines of a node have in common.
   *
   * @param cluster not started yet
   * @param blocking runs what blocks
   */
  record Nodes(PostgresPool pool, Cluster cluster, Executor blocking, InstantSource clock) {}

  /**
   * Blocks.
   *
   * @param folder beside which a past is made
   * @throws dev.carillon.journal.JournalException when the database can't be asked
   */
  SharedHome(String name, Nodes nodes, EngineFolder folder, Config config, MachineCounts counts) {
    this.name = name;
    this.nodes = nodes;
    this.folder = folder;
    this.config = config;
    this.counts = counts;
    journal = new PostgresSharedJournal(nodes.pool(), name);
    snapshots = new PostgresSnapshots(nodes.pool(), name);
    lease = new PostgresLease(nodes.pool(), name, nodes.cluster().self());
    snapshotThread = new SnapshotThread(name);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /**
   * By the node that has the lease; the others do not wait for it. As one batch, so that a node
   * that dies leaves all of it or nothing. The feeds hear of it as of all that the journal has.
   */
  @Override
  public long begin(Past past) throws IOException {
    if (journal.lastSequence() > 0) {
      return 0;
    }
    Lease.Holder holder = take();
    EngineFolder made = folder.next();
    try {
      if (!isOurs(holder) || journal.lastSequence() > 0) {
        return 0;
      }
      made.delete();
      long commands = past.make(made);
      return copy(made, holder.token()) ? commands : 0;
    } finally {
      release();
      made.delete();
    }
  }

  private boolean copy(EngineFolder made, long token) throws IOException {
    SharedBatch.Builder batch = new SharedBatch.Builder(token, nodes.cluster().self(), 1);
    try (FileJournal commands = made.openJournal(config)) {
      commands.replay(
          1,
          (_, bytes, offset, length) ->
              batch.add(null, 0, Arrays.copyOfRange(bytes, offset, offset + length), length));
    }
    if (batch.count() == 0 || !journal.append(batch.build())) {
      return false;
    }
    Snapshots copied = made.openSnapshots();
    for (Snapshot snapshot : copied.list().reversed()) {
      Optional<byte[]> state = copied.read(snapshot);
      state.ifPresent(
          bytes -> snapshots.write(snapshot.sequence(), snapshot.stateHash(), bytes, bytes.length));
    }
    return true;
  }

  @Override
  public <M> M open(Kind<M> kind) {
    MachinePorts<SharedJournal> ports =
        new MachinePorts<>(name, journal, snapshots, nodes.clock(), System::nanoTime, counts);
    return kind.shared(
        new ReplicaPorts(ports, lease, nodes.cluster(), nodes.blocking()), snapshotThread);
  }

  @Override
  public Records reserve() {
    Lease.Holder holder = take();
    if (!isOurs(holder)) {
      throw new StartException(
          "Node %s leads the %s (expected: no node runs meanwhile)"
              .formatted(holder.node().isEmpty() ? "?" : holder.node(), name));
    }
    return journal;
  }

  private boolean isOurs(Lease.Holder holder) {
    return holder.node().equals(nodes.cluster().self());
  }

  /** If it comes to be ours, it stays so until {@link #release}, as far as that can be. */
  private Lease.Holder take() {
    Lease.Holder holder = lease.take();
    if (isOurs(holder)) {
      ScheduledExecutorService started =
          new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("lease-" + name).factory());
      var _ =
          started.scheduleWithFixedDelay(
              () -> lease.renew(holder.token()), RENEW_MILLIS, RENEW_MILLIS, TimeUnit.MILLISECONDS);
      renewal = started;
    }
    return holder;
  }

  private void release() {
    ScheduledExecutorService started = renewal;
    if (started != null) {
      started.close();
      renewal = null;
      lease.release();
    }
  }

  @Override
  public void close() {
    release();
    snapshotThread.close();
    lease.close();
  }
}
