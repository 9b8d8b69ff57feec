package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresPoolIT {
  private final PostgresUrl url = PostgresUrl.of(PostgresServer.newDatabase());

  /** As its operator does, for all who connect from now on. */
  private void set(String setting, String value) throws SQLException {
    try (Connection connection = PostgresPool.connectWithoutLimits(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %%I SET %s = %%L', current_database(), '%s');
          END $$\
          """
              .formatted(setting, value));
    }
  }

  private static String shown(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet value = statement.executeQuery("SHOW " + setting)) {
      assertThat(value.next()).isTrue();
      return value.getString(1);
    }
  }

  @Test
  void whatIsRightDoesNotHangOnTheDatabasesDefaults() throws SQLException {
    set("default_transaction_isolation", "repeatable read");
    set("synchronous_commit", "off");

    try (PostgresPool pool = new PostgresPool(url, "test", 1);
        Connection lent = pool.connection();
        Connection own = pool.ownConnection()) {
      for (Connection connection : List.of(lent, own)) {
        assertThat(shown(connection, "transaction_isolation")).isEqualTo("read committed");
        assertThat(shown(connection, "synchronous_commit")).isEqualTo("on");
      }
    }
  }
}
