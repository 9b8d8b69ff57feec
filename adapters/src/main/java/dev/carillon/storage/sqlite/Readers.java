package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A few read-only connections, lent to one caller at a time. Any thread. In WAL mode they see what
 * was committed and neither wait for the writer nor hold it up.
 *
 * <p>Connections to a local file do not die, so nothing here checks or replaces them.
 */
final class Readers implements Reader, AutoCloseable {
  private static final long WAIT_MILLIS = 5_000;

  private final BlockingQueue<Sql> idle;
  private final List<Sql> all;

  Readers(List<Sql> connections) {
    all = List.copyOf(connections);
    idle = new ArrayBlockingQueue<>(all.size(), true, all);
  }

  /**
   * Runs the query on a connection that is free.
   *
   * @throws RejectedExecutionException when none gets free in 5 s
   * @throws StorageException when the database can't be read
   */
  @Override
  public <T> T read(Sql.Work<T> query) {
    Sql sql = borrow();
    try {
      return query.run(sql);
    } catch (SQLException e) {
      throw Failures.of("read", e);
    } finally {
      idle.add(sql);
    }
  }

  /**
   * As {@link #read}, and all that the query asks is answered from one state of the database,
   * however many are committed meanwhile.
   */
  @Override
  public <T> T snapshot(Sql.Work<T> query) {
    return read(sql -> {
      sql.update("BEGIN");
      try {
        return query.run(sql);
      } finally {
        sql.update("COMMIT");
      }
    });
  }

  private Sql borrow() {
    try {
      Sql sql = idle.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      if (sql == null) {
        throw new RejectedExecutionException("storage is overloaded: no reader is free");
      }
      return sql;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted while waiting for a reader", e);
    }
  }

  @Override
  public void close() {
    List<SQLException> failures = new ArrayList<>();
    for (Sql sql : all) {
      try {
        sql.close();
      } catch (SQLException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw Failures.of("close", failures.getFirst());
    }
  }
}
