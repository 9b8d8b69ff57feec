package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Queries on connections of a pool of their own: they neither wait for writes nor hold them up. */
final class PostgresReaders implements Reader, AutoCloseable {
  private final PostgresPool pool;

  PostgresReaders(PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public <T> T read(Sql.Work<T> query) {
    try (Connection connection = pool.connection()) {
      return query.run(new PipelinedSql(connection, pool::failure));
    } catch (SQLException e) {
      throw pool.failure("read", e);
    }
  }

  /** The begin travels with the first question. */
  @Override
  public <T> T snapshot(Sql.Work<T> query) {
    return read(connected -> {
      PipelinedSql sql = (PipelinedSql) connected;
      sql.later("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      try {
        return query.run(sql);
      } finally {
        // After a failure, too: then it is a rollback.
        sql.update("COMMIT");
      }
    });
  }

  @Override
  public void close() {
    pool.close();
  }
}
