package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of a database, to be copied elsewhere. One thread. */
public final class SqliteTables implements AutoCloseable {

  /** Neither those of the search, which is made of the messages, nor SQLite's or Flyway's own. */
  private static final String NAMES =
      """
      SELECT s.name FROM sqlite_schema s JOIN pragma_table_list t ON t.name = s.name
       WHERE t.schema = 'main' AND t.type = 'table' AND s.name NOT LIKE 'sqlite%'
         AND s.name <> 'flyway_schema_history' ORDER BY s.rowid\
      """;

  private final Connection connection;
  private final Sql sql;

  private SqliteTables(Connection connection) {
    this.connection = connection;
    this.sql = new Sql(connection, Failures::of);
  }

  /** Who sees rows. */
  public interface Visitor {
    void row(@Nullable Object[] values) throws SQLException;
  }

  /**
   * Opens a database that is there.
   *
   * @throws StorageException when it can't be: its message is one sentence to show
   */
  public static SqliteTables open(Path file) {
    try {
      Connection connection = SqliteDatabase.source(file).getConnection();
      return new SqliteTables(connection);
    } catch (SQLException e) {
      throw Failures.opening(file, e);
    }
  }

  /** In the order in which they were made: no table refers to a later one. */
  public List<String> names() {
    return texts(NAMES);
  }

  public List<String> columns(String table) {
    return texts("SELECT name FROM pragma_table_info(?) ORDER BY cid", table);
  }

  private List<String> texts(String query, String... arguments) {
    try {
      return sql.all(query, row -> row.getString(1), (Object[]) arguments);
    } catch (SQLException e) {
      throw Failures.of("read", e);
    }
  }

  /** How many rows a table has. */
  public long count(String table) {
    try {
      return sql.one("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow();
    } catch (SQLException e) {
      throw Failures.of("read " + table, e);
    }
  }

  /**
   * Shows all rows of a table.
   *
   * @throws SQLException what the visitor throws
   */
  public void forEach(String table, Visitor visitor) throws SQLException {
    List<String> columns = columns(table);
    String query = "SELECT %s FROM %s".formatted(String.join(", ", columns), table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = rows.getObject(i + 1);
        }
        visitor.row(values);
      }
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
