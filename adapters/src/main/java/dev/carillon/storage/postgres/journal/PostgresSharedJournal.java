package dev.carillon.storage.postgres.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.storage.postgres.PostgresPool;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine's journal, a row for each batch. Any thread.
 *
 * <p>A batch is inserted where the lease's row still has its token, which the insertion holds fast
 * until it is committed: whoever takes the lease waits for it, and then it is in the journal; or it
 * comes later, finds another token and inserts nothing.
 */
public final class PostgresSharedJournal implements SharedJournal {
  private static final String APPEND =
      """
      WITH ours AS (SELECT token FROM machine_leases WHERE machine = ? AND token = ? FOR SHARE)
      INSERT INTO machine_batches (machine, first_sequence, last_sequence, token, bytes)
      SELECT ?, ?, ?, token, ? FROM ours
       WHERE ? = COALESCE((SELECT last_sequence FROM machine_batches WHERE machine = ?
                            ORDER BY first_sequence DESC LIMIT 1), 0) + 1\
      """;

  private static final String TOKEN = "SELECT token FROM machine_leases WHERE machine = ?";

  private static final String BATCHES =
      """
      SELECT bytes FROM machine_batches
       WHERE machine = ? AND last_sequence >= ? AND first_sequence >= COALESCE(
           (SELECT first_sequence FROM machine_batches WHERE machine = ? AND first_sequence <= ?
             ORDER BY first_sequence DESC LIMIT 1), 0)
       ORDER BY first_sequence LIMIT ?\
      """;

  private static final String LAST =
      "SELECT last_sequence FROM machine_batches WHERE machine = ?"
          + " ORDER BY first_sequence DESC LIMIT 1";
  private static final String FIRST =
      "SELECT first_sequence FROM machine_batches WHERE machine = ?"
          + " ORDER BY first_sequence LIMIT 1";
  private static final String LEFT_OUT = "SELECT sequence FROM machine_left_out WHERE machine = ?";
  private static final String LEAVE_OUT =
      "INSERT INTO machine_left_out (machine, sequence) VALUES (?, ?) ON CONFLICT DO NOTHING";

  /** The last batch stays: it says how far the journal goes. */
  private static final String RELEASE =
      """
      DELETE FROM machine_batches WHERE (machine, first_sequence) IN (
        SELECT machine, first_sequence FROM machine_batches
         WHERE machine = ? AND last_sequence <= ? AND first_sequence <
             (SELECT max(first_sequence) FROM machine_batches WHERE machine = ?)
         ORDER BY first_sequence LIMIT ?)\
      """;

  /** So many are deleted at once, in far less than a statement's time. */
  private static final int RELEASE_STEP = 5_000;

  private final Asking asking;
  private final String machine;
  private final Set<Long> leftOut = ConcurrentHashMap.newKeySet();

  /**
   * Blocks.
   *
   * @param machine whose journal it is
   * @throws JournalException when the database can't be asked
   */
  public PostgresSharedJournal(PostgresPool pool, String machine) {
    this.asking = new Asking(pool);
    this.machine = machine;
    leftOut.addAll(all(LEFT_OUT));
  }

  private List<Long> all(String sql) {
    return asking.ask(
        "read", connection -> Asking.all(connection, sql, row -> row.getLong(1), machine));
  }

  @Override
  public boolean append(SharedBatch batch) {
    int rows =
        asking.ask(
            "write",
            connection ->
                Asking.update(
                    connection,
                    APPEND,
                    machine,
                    batch.lead(),
                    machine,
                    batch.firstSequence(),
                    batch.lastSequence(),
                    batch.toBytes(),
                    batch.firstSequence(),
                    machine));
    if (rows == 0 && all(TOKEN).contains(batch.lead())) {
      throw new JournalException(
          "Record %d is not the next of the journal of the %s"
              .formatted(batch.firstSequence(), machine));
    }
    return rows == 1;
  }

  @Override
  public List<SharedBatch> batches(long fromSequence, int max) {
    return asking.ask(
        "read",
        connection ->
            Asking.all(
                connection,
                BATCHES,
                row -> SharedBatch.of(row.getBytes(1)),
                machine,
                fromSequence,
                machine,
                fromSequence,
                max));
  }

  @Override
  public long lastSequence() {
    List<Long> last = all(LAST);
    return last.isEmpty() ? 0 : last.getFirst();
  }

  @Override
  public long firstSequence() {
    List<Long> first = all(FIRST);
    return first.isEmpty() ? 1 : first.getFirst();
  }

  @Override
  public void leaveOut(long sequence) {
    if (sequence < firstSequence() || sequence > lastSequence()) {
      throw new JournalException("There is no record " + sequence);
    }
    asking.ask("write", connection -> Asking.update(connection, LEAVE_OUT, machine, sequence));
    leftOut.add(sequence);
  }

  @Override
  public boolean isLeftOut(long sequence) {
    return leftOut.contains(sequence);
  }

  @Override
  public void release(long throughSequence) {
    int gone = RELEASE_STEP;
    while (gone == RELEASE_STEP) {
      gone =
          asking.ask(
              "write",
              connection ->
                  Asking.update(
                      connection, RELEASE, machine, throughSequence, machine, RELEASE_STEP));
    }
  }
}
