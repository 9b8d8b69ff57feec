package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.CommitListener;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of one test class. Its connections end with the class. */
public final class TestDatabase implements AutoCloseable {
  private final String url;
  private @Nullable PostgresDatabase open;
  private @Nullable Connection admin;
  private String deletes = "";

  TestDatabase(String url) {
    this.url = url;
  }

  /** As {@link PostgresUrl#of} reads it. */
  public String url() {
    return url;
  }

  /** All stores, opened once for the class; not to be closed. */
  public PostgresDatabase stores() {
    PostgresDatabase known = open;
    if (known == null) {
      known = newNode();
      open = known;
    }
    return known;
  }

  /** The stores as another node has them; whoever asks closes it. */
  public PostgresDatabase newNode() {
    return PostgresDatabase.open(url, CommitListener.NONE, System::nanoTime);
  }

  /** Runs a statement as somebody at the database's own terminal would. */
  public void execute(String sql) {
    try (Statement statement = admin().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection admin() throws SQLException {
    Connection known = admin;
    if (known == null) {
      known = PostgresPool.connectWithoutLimits(PostgresUrl.of(url));
      admin = known;
      deletes = deletes(known);
    }
    return known;
  }

  /** No table has rows any more. Deleting few is quicker than truncating many. */
  void empty() {
    try {
      admin();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute(deletes);
  }

  private static String deletes(Connection connection) throws SQLException {
    List<String> deletes = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      // So that no reference says in which order.
      statement.execute("SET session_replication_role = replica");
      try (ResultSet tables =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                  + " AND tablename <> 'flyway_schema_history'")) {
        while (tables.next()) {
          deletes.add("DELETE FROM " + tables.getString(1));
        }
      }
    }
    return String.join(";", deletes);
  }

  @Override
  public void close() throws SQLException {
    if (open != null) {
      open.close();
    }
    if (admin != null) {
      admin.close();
    }
  }
}
