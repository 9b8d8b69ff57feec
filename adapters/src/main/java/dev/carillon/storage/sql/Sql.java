package dev.carillon.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection and its prepared statements, each prepared once. One thread at a time.
 *
 * <p>The texts are constants of the stores, so the statements are few. Where databases differ, this
 * does what is right for one with a single writer: nothing needs a lock, and a statement costs no
 * way over a network.
 */
public class Sql implements AutoCloseable {

  /** What to do with the database; may run more than one statement. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Sql sql) throws SQLException;
  }

  /** Makes a value of the row a result stands on; columns count from 1. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Binds one item's values to a statement; parameters count from 1. */
  @FunctionalInterface
  public interface Binder<T> {
    void bind(PreparedStatement statement, T item) throws SQLException;
  }

  /** The sentence for what a database says. */
  @FunctionalInterface
  public interface Wording {
    StorageException of(String what, SQLException cause);
  }

  private final Connection connection;
  private final Wording wording;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  public Sql(Connection connection, Wording wording) {
    this.connection = connection;
    this.wording = wording;
  }

  /**
   * What somebody who knows no SQLException is told.
   *
   * @param what "read", "write"
   */
  public StorageException failure(String what, SQLException cause) {
    return wording.of(what, cause);
  }

  /** Runs a change and gives the number of rows it touched. */
  public int update(String sql, @Nullable Object... arguments) throws SQLException {
    return bind(sql, arguments).executeUpdate();
  }

  /**
   * Runs a change of which nobody asks how many rows it touched: it may go to the database together
   * with the next statement, so its failure may be that statement's, or the work's as a whole.
   */
  public void later(String sql, @Nullable Object... arguments) throws SQLException {
    update(sql, arguments);
  }

  /**
   * Orders this work among all that ask for the same key, on any node, until its transaction ends;
   * it sees all that those before it did. To be asked for before what it protects is read.
   */
  public void lock(long key) throws SQLException {}

  /**
   * Orders this work, unless it has a lock, among all works that change something without one. If
   * it has read something already, it runs again from its begin.
   */
  public void lockUnlessLocked() throws SQLException {}

  /** The time as all nodes see it, in milliseconds since 1970. */
  public long now() throws SQLException {
    return System.currentTimeMillis();
  }

  /** Runs the same change for each item, in one call of the driver. */
  public <T> void each(String sql, List<T> items, Binder<? super T> binder) throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    PreparedStatement statement = prepared(sql);
    try {
      for (T item : items) {
        binder.bind(statement, item);
        statement.addBatch();
      }
      statement.executeBatch();
    } finally {
      statement.clearBatch();
    }
  }

  public <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet result = query(sql, arguments)) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet result = query(sql, arguments)) {
      while (result.next()) {
        found.add(row.read(result));
      }
    }
    return found;
  }

  protected ResultSet query(String sql, @Nullable Object... arguments) throws SQLException {
    return bind(sql, arguments).executeQuery();
  }

  protected PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  protected PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
