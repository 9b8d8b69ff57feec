package dev.carillon.storage.postgres.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.storage.postgres.PostgresPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements on connections of a pool; what goes wrong is the journal's. Any thread; blocks. */
final class Asking {
  private final PostgresPool pool;

  Asking(PostgresPool pool) {
    this.pool = pool;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Makes a value of a row; columns count from 1. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Does something.
   *
   * @param what "read", "write"
   */
  <T> T ask(String what, Work<T> work) {
    try (Connection connection = pool.connection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /** Does something as a whole or not at all. */
  <T> T inTransaction(String what, Work<T> work) {
    return ask(
        what,
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }

  JournalException failure(String what, SQLException cause) {
    return new JournalException(String.valueOf(pool.failure(what, cause).getMessage()), cause);
  }

  static <T> List<T> all(Connection connection, String sql, Row<T> row, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = bound(connection, sql, arguments);
        ResultSet found = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(row.read(found));
      }
      return rows;
    }
  }

  static int update(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = bound(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement bound(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
