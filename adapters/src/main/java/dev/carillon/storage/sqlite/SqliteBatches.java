package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Batches;
import dev.carillon.storage.sql.PendingWrite;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.sql.SQLException;
import java.util.List;

/** A batch is a transaction of the one connection that writes; each work has a savepoint in it. */
final class SqliteBatches implements Batches {
  private final Sql sql;

  SqliteBatches(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Settled commit(List<PendingWrite<?>> batch) {
    try {
      sql.update("BEGIN IMMEDIATE");
      for (PendingWrite<?> pending : batch) {
        run(pending);
      }
      sql.update("COMMIT");
      return new Settled(batch.size(), true);
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      batch.forEach(pending -> pending.fail(failure(e)));
      return new Settled(batch.size(), false);
    }
  }

  private void run(PendingWrite<?> pending) throws SQLException {
    sql.update("SAVEPOINT caller");
    try {
      pending.run(sql);
    } catch (SQLException | RuntimeException e) {
      pending.fail(failure(e));
      sql.update("ROLLBACK TO caller");
    }
    sql.update("RELEASE caller");
  }

  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case SQLException e -> Failures.of("write", e);
      case RuntimeException e -> e;
      case Throwable e -> new StorageException("the storage writer stopped", e);
    };
  }

  private void undo(Throwable cause) {
    try {
      sql.update("ROLLBACK");
    } catch (SQLException e) {
      // Some failures (a full disk) have rolled back already: then there is nothing to undo.
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      sql.close();
    } catch (SQLException e) {
      throw Failures.of("close", e);
    }
  }
}
