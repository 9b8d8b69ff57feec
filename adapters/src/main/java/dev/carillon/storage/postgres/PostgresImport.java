package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.chat.ChatSearch.Column;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty database in one transaction: until {@link #commit} nobody sees anything, and what
 * is not committed was never there. Who writes meanwhile waits. One thread.
 */
public final class PostgresImport implements AutoCloseable {
  private static final int BATCH_ROWS = 500;
  private static final String MESSAGES = "chat_messages";
  private static final String CONTENT = "content";
  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
          + " AND tablename <> 'flyway_schema_history' ORDER BY tablename";
  private static final String IDENTITY =
      "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
          + " AND table_name = ? AND is_identity = 'YES'";

  private final PostgresUrl url;
  private final Connection connection;
  private final Set<String> tables = new TreeSet<>();

  private PostgresImport(PostgresUrl url, Connection connection) {
    this.url = url;
    this.connection = connection;
  }

  /** Rows of one table somewhere else. */
  public interface Rows {
    List<String> columns();

    /** Shows all rows, each with the values of its columns. */
    void forEach(Visitor visitor) throws SQLException;

    /** Who sees rows. */
    interface Visitor {
      void row(@Nullable Object[] values) throws SQLException;
    }
  }

  /**
   * Brings a database's tables up to date and begins to fill them.
   *
   * @param url as in {@link PostgresUrl#of}
   * @throws StorageException when it can't be used, or has rows already: its message is one
   *     sentence to show, without the password
   */
  public static PostgresImport into(String url) {
    Schema.State _ = PostgresDatabase.migrate(url);
    PostgresUrl address = PostgresUrl.of(url);
    try {
      PostgresImport begun =
          new PostgresImport(address, PostgresPool.connectWithoutLimits(address));
      boolean done = false;
      try {
        begun.connection.setAutoCommit(false);
        begun.takeTables();
        done = true;
        return begun;
      } finally {
        if (!done) {
          begun.close();
        }
      }
    } catch (SQLException e) {
      throw PostgresFailures.opening(address, e);
    }
  }

  private void takeTables() throws SQLException {
    tables.addAll(texts(TABLES));
    for (String table : tables) {
      execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
      if (!texts("SELECT 1 FROM " + table + " LIMIT 1").isEmpty()) {
        throw new StorageException(
            "the database %s is not empty: there are rows in %s (expected: a new database)"
                .formatted(url, table),
            null);
      }
    }
  }

  /** The transaction, for what knows its tables itself. */
  public Connection connection() {
    return connection;
  }

  /**
   * Copies the rows of a table.
   *
   * @param name as it is here
   * @return how many rows it has here
   * @throws StorageException when it can't be done
   */
  public long copy(String name, Rows rows) {
    if (!tables.contains(name)) {
      throw new StorageException("the database " + url + " has no table " + name, null);
    }
    try {
      insert(name, rows);
      for (String column : texts(IDENTITY, name)) {
        execute(
            "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), max(%2$s)) FROM %1$s"
                .formatted(name, column));
      }
      return count(name);
    } catch (SQLException e) {
      throw failure("copy " + name, e);
    }
  }

  private void insert(String name, Rows rows) throws SQLException {
    List<String> columns = rows.columns();
    Column words = name.equals(MESSAGES) ? new PostgresChatSearch().column() : null;
    try (PreparedStatement insert = connection.prepareStatement(statement(name, columns, words))) {
      int content = columns.indexOf(CONTENT);
      int[] waiting = new int[1];
      rows.forEach(values -> {
        for (int i = 0; i < values.length; i++) {
          insert.setObject(i + 1, PipelinedSql.value(values[i]));
        }
        if (words != null) {
          insert.setObject(
              values.length + 1,
              words.ofContent().apply((String) Objects.requireNonNull(values[content])));
        }
        insert.addBatch();
        if (++waiting[0] % BATCH_ROWS == 0) {
          insert.executeBatch();
        }
      });
      insert.executeBatch();
    }
  }

  private static String statement(String name, List<String> columns, @Nullable Column words) {
    List<String> names = new ArrayList<>(columns);
    List<String> values = new ArrayList<>(Collections.nCopies(columns.size(), "?"));
    if (words != null) {
      names.add(words.name());
      values.add(words.parameter());
    }
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
        .formatted(name, String.join(", ", names), String.join(", ", values));
  }

  /** Copies a file. */
  public void file(String key, long createdAtMillis, InputStream bytes) throws IOException {
    try (PreparedStatement file =
            connection.prepareStatement(
                "INSERT INTO files (key, created_at, is_whole) VALUES (?, ?, 1)");
        PreparedStatement piece = connection.prepareStatement(PostgresFileStore.PIECE)) {
      file.setString(1, key);
      file.setLong(2, createdAtMillis);
      file.executeUpdate();
      int number = 0;
      for (byte[] next = bytes.readNBytes(PostgresFileStore.PIECE_BYTES);
          next.length > 0;
          next = bytes.readNBytes(PostgresFileStore.PIECE_BYTES)) {
        piece.setString(1, key);
        piece.setInt(2, number++);
        piece.setBytes(3, next);
        piece.executeUpdate();
      }
    } catch (SQLException e) {
      throw failure("copy the file " + key, e);
    }
  }

  /** How many rows a table has here. */
  public long count(String table) {
    try {
      return Long.parseLong(texts("SELECT count(*) FROM " + table).getFirst());
    } catch (SQLException e) {
      throw failure("count " + table, e);
    }
  }

  private List<String> texts(String query, String... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  private void execute(String statement) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    }
  }

  /** The sentence for what the database says. */
  public StorageException failure(String what, SQLException cause) {
    return PostgresFailures.of(what, cause);
  }

  /** All of it is there now. */
  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failure("commit", e);
    }
  }

  /** What is not committed was never there. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }
}
