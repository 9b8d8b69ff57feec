package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.history.HistoryTables;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables of one history beside those of the stores. Any thread. */
record PostgresHistory(PostgresPool pool, Reader readers, String prefix) implements HistoryTables {

  /** However many rows there are, it is done within a statement's time. */
  @Override
  public String emptying() {
    return "TRUNCATE ";
  }

  @Override
  public <T> T change(Sql.Work<T> work) {
    try (Connection connection = pool.connection()) {
      try {
        connection.setAutoCommit(false);
        T result = work.run(new PipelinedSql(connection, pool::failure));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        pool.discard(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw pool.failure("write", e);
    }
  }
}
