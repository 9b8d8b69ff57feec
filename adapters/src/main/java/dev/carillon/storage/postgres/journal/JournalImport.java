package dev.carillon.storage.postgres.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Records;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.storage.postgres.PostgresImport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Copies a machine's journal and its snapshots into a database that has none. One thread. */
public final class JournalImport {
  private static final int BATCH_RECORDS = 1_000;
  private static final int BATCH_BYTES = 1 << 20;

  /** As if a node of this name had led, and appended everything. */
  private static final String LEADER = "moved";

  private static final long TOKEN = 1;
  private static final String LEASE =
      "INSERT INTO machine_leases (machine, token, node) VALUES (?, ?, ?)";
  private static final String BATCH =
      "INSERT INTO machine_batches (machine, first_sequence, last_sequence, token, bytes)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String LEFT_OUT =
      "INSERT INTO machine_left_out (machine, sequence) VALUES (?, ?)";

  private final PostgresImport target;
  private final String machine;

  /**
   * @param machine whose journal it is
   */
  public JournalImport(PostgresImport target, String machine) {
    this.target = target;
    this.machine = machine;
  }

  /**
   * Copies what a start needs: all snapshots, and the records after the oldest of them.
   *
   * @return how many records
   * @throws JournalException when something can't be read or written
   */
  public long copy(Records journal, Snapshots snapshots) {
    long last = journal.lastSequence();
    if (last == 0) {
      return 0;
    }
    try {
      Connection connection = target.connection();
      Asking.update(connection, LEASE, machine, TOKEN, LEADER);
      List<Snapshot> kept = snapshots.list();
      for (Snapshot snapshot : kept) {
        byte[] state =
            snapshots
                .read(snapshot)
                .orElseThrow(() ->
                    new JournalException(
                        "The snapshot %d is damaged".formatted(snapshot.sequence())));
        PostgresSnapshots.insert(connection, machine, snapshot, state);
      }
      long needed = kept.isEmpty() ? 1 : kept.getLast().sequence() + 1;
      return copy(journal, Math.max(journal.firstSequence(), Math.min(needed, last)), last);
    } catch (SQLException e) {
      throw new JournalException(
          String.valueOf(target.failure("copy the journal", e).getMessage()), e);
    }
  }

  private long copy(Records journal, long first, long last) throws SQLException {
    if (first > last) {
      // No record is left; the number says how far the journal goes, and a snapshot has it.
      insert(new SharedBatch.Builder(TOKEN, LEADER, last).addLead());
      return 1;
    }
    Filling filling = new Filling(journal, first);
    try {
      journal.read(first, last, filling);
    } catch (Wrapped e) {
      throw e.sql;
    }
    insert(filling.batch);
    return last - first + 1;
  }

  /** What a visitor of records may not throw itself. */
  private static final class Wrapped extends RuntimeException {
    private final SQLException sql;

    Wrapped(SQLException sql) {
      super(sql);
      this.sql = sql;
    }
  }

  /** Makes batches of records. */
  private final class Filling implements Records.Visitor {
    private final Records journal;
    private SharedBatch.Builder batch;

    Filling(Records journal, long first) {
      this.journal = journal;
      batch = new SharedBatch.Builder(TOKEN, LEADER, first);
    }

    @Override
    public void record(long sequence, byte[] bytes, int offset, int length) {
      try {
        if (batch.count() == BATCH_RECORDS || batch.size() >= BATCH_BYTES) {
          insert(batch);
          batch = new SharedBatch.Builder(TOKEN, LEADER, sequence);
        }
        batch.add(null, 0, Arrays.copyOfRange(bytes, offset, offset + length), length);
        if (journal.isLeftOut(sequence)) {
          Asking.update(target.connection(), LEFT_OUT, machine, sequence);
        }
      } catch (SQLException e) {
        throw new Wrapped(e);
      }
    }
  }

  private void insert(SharedBatch.Builder built) throws SQLException {
    SharedBatch batch = built.build();
    Asking.update(
        target.connection(),
        BATCH,
        machine,
        batch.firstSequence(),
        batch.lastSequence(),
        TOKEN,
        batch.toBytes());
  }
}
