package dev.carillon.storage.postgres.journal;

import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.storage.postgres.PostgresPool;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A machine's snapshots, in pieces. Any thread. */
public final class PostgresSnapshots implements Snapshots {
  private static final int PIECE_BYTES = 1 << 20;
  private static final String DELETE =
      "DELETE FROM machine_snapshots WHERE machine = ? AND sequence = ?";
  private static final String INSERT =
      "INSERT INTO machine_snapshots (machine, sequence, state_hash, size_bytes)"
          + " VALUES (?, ?, ?, ?)";
  private static final String INSERT_PIECE =
      "INSERT INTO machine_snapshot_pieces (machine, sequence, number, bytes) VALUES (?, ?, ?, ?)";
  private static final String LIST =
      "SELECT sequence, state_hash, size_bytes FROM machine_snapshots WHERE machine = ?"
          + " ORDER BY sequence DESC";
  private static final String PIECE =
      "SELECT p.bytes FROM machine_snapshot_pieces p"
          + " JOIN machine_snapshots s ON s.machine = p.machine AND s.sequence = p.sequence"
          + " WHERE p.machine = ? AND p.sequence = ? AND s.state_hash = ? AND p.number = ?";
  private static final String KEEP =
      """
      DELETE FROM machine_snapshots WHERE machine = ? AND sequence NOT IN (
        SELECT sequence FROM machine_snapshots WHERE machine = ? ORDER BY sequence DESC LIMIT ?)\
      """;

  private final Asking asking;
  private final String machine;

  /**
   * @param machine whose snapshots they are
   */
  public PostgresSnapshots(PostgresPool pool, String machine) {
    this.asking = new Asking(pool);
    this.machine = machine;
  }

  @Override
  public void write(long sequence, long stateHash, byte[] state, int length) {
    asking.inTransaction(
        "write",
        connection -> {
          Asking.update(connection, DELETE, machine, sequence);
          Snapshot snapshot = new Snapshot(sequence, stateHash, length);
          return insert(connection, machine, snapshot, state);
        });
  }

  /**
   * Inserts a snapshot that is not there.
   *
   * @return how many pieces it has
   */
  static int insert(Connection connection, String machine, Snapshot snapshot, byte[] state)
      throws SQLException {
    long sequence = snapshot.sequence();
    int length = Math.toIntExact(snapshot.sizeBytes());
    Asking.update(connection, INSERT, machine, sequence, snapshot.stateHash(), (long) length);
    int number = 0;
    for (int from = 0; from < length; from += PIECE_BYTES) {
      byte[] piece = Arrays.copyOfRange(state, from, Math.min(length, from + PIECE_BYTES));
      Asking.update(connection, INSERT_PIECE, machine, sequence, number++, piece);
    }
    return number;
  }

  @Override
  public List<Snapshot> list() {
    return asking.ask(
        "read",
        connection ->
            Asking.all(
                connection,
                LIST,
                row -> new Snapshot(row.getLong(1), row.getLong(2), row.getLong(3)),
                machine));
  }

  @Override
  public Optional<byte[]> read(Snapshot snapshot) {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    for (int number = 0; state.size() < snapshot.sizeBytes(); number++) {
      List<byte[]> piece = piece(snapshot, number);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      state.writeBytes(piece.getFirst());
    }
    return Optional.of(state.toByteArray());
  }

  private List<byte[]> piece(Snapshot snapshot, int number) {
    return asking.ask(
        "read",
        connection ->
            Asking.all(
                connection,
                PIECE,
                row -> row.getBytes(1),
                machine,
                snapshot.sequence(),
                snapshot.stateHash(),
                number));
  }

  @Override
  public void keep(int newest) {
    asking.ask("write", connection -> Asking.update(connection, KEEP, machine, machine, newest));
  }
}
