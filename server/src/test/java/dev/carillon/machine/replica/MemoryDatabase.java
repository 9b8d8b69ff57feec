package dev.carillon.machine.replica;

import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.journal.JournalException;
import dev.carillon.journal.Lease;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A shared journal and its lease in simulated time, as a database has them, with its faults. */
final class MemoryDatabase {
  private static final long EXPIRES_MILLIS = 3_000;

  private final SimulatedTime time;
  private final RandomGenerator random;
  private final List<SharedBatch> batches = new ArrayList<>();
  private Lease.@Nullable Holder holder;
  private long renewedMillis;
  private long tokens;
  private boolean away;
  private int unknownOneIn;

  MemoryDatabase(SimulatedTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  boolean isAway() {
    return away;
  }

  /** Of so many appends one ends with nobody knowing how; 0: none. */
  void unknownOneIn(int appends) {
    unknownOneIn = appends;
  }

  /** The session that holds the lease is ended from outside. */
  void endSession() {
    holder = null;
  }

  /** A process is no more, so its session is not. */
  void died(String node) {
    if (holder != null && holder.node().equals(node)) {
      holder = null;
    }
  }

  List<SharedBatch> batches() {
    return List.copyOf(batches);
  }

  private long last() {
    return batches.isEmpty() ? 0 : batches.getLast().lastSequence();
  }

  private void reach() {
    if (away) {
      throw new JournalException("the database is away");
    }
  }

  private boolean commit(SharedBatch batch) {
    if (batch.lead() != tokens) {
      return false;
    }
    if (batch.firstSequence() != last() + 1) {
      throw new JournalException(
          "record %d follows record %d".formatted(batch.firstSequence(), last()));
    }
    batches.add(batch);
    return true;
  }

  SharedJournal journal() {
    return new Records();
  }

  Lease lease(String node) {
    return new NodeLease(node);
  }

  private final class Records implements SharedJournal {
    @Override
    public boolean append(SharedBatch batch) {
      reach();
      if (unknownOneIn > 0 && random.nextInt(unknownOneIn) == 0) {
        switch (random.nextInt(3)) {
          case 0 -> {
            boolean _ = commit(batch);
          }
          case 1 -> time.after(random.nextLong(2_000), () -> late(batch));
          default -> {
            // It never came.
          }
        }
        throw new JournalException("the connection is lost");
      }
      return commit(batch);
    }

    private void late(SharedBatch batch) {
      if (batch.lead() == tokens && batch.firstSequence() == last() + 1) {
        boolean _ = commit(batch);
      }
    }

    @Override
    public List<SharedBatch> batches(long fromSequence, int max) {
      reach();
      return batches.stream()
          .filter(batch -> batch.lastSequence() >= fromSequence)
          .limit(max)
          .toList();
    }

    @Override
    public long lastSequence() {
      reach();
      return last();
    }

    @Override
    public long firstSequence() {
      return 1;
    }

    @Override
    public void leaveOut(long sequence) {
      throw new UnsupportedOperationException("nobody asks for it here");
    }

    @Override
    public boolean isLeftOut(long sequence) {
      return false;
    }

    @Override
    public void release(long throughSequence) {
      // All is kept.
    }
  }

  private final class NodeLease implements Lease {
    private final String node;

    private NodeLease(String node) {
      this.node = node;
    }

    @Override
    public Holder take() {
      reach();
      Holder now = holder;
      if (now != null
          && !now.node().equals(node)
          && time.nowMillis() - renewedMillis <= EXPIRES_MILLIS) {
        return now;
      }
      Holder taken = new Holder(++tokens, node);
      holder = taken;
      renewedMillis = time.nowMillis();
      return taken;
    }

    @Override
    public boolean renew(long token) {
      reach();
      if (holder == null || holder.token() != token) {
        return false;
      }
      renewedMillis = time.nowMillis();
      return true;
    }

    @Override
    public void release() {
      if (!away) {
        died(node);
      }
    }
  }
}
