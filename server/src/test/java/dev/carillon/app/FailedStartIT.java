package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.testkit.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FailedStartIT {
  private static final String OURS = "(carillon|lettuce|long-poll|timer|lead-|lease-).*";

  /** A batch that no program can read: the desk, which is opened last, can't be brought up. */
  private static final String UNREADABLE =
      """
      INSERT INTO machine_batches (machine, first_sequence, last_sequence, token, bytes)
      VALUES ('desk', 1, 1, 1, '\\x7f00')\
      """;

  private static Set<Thread> threads() {
    Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
    all.removeIf(thread -> !thread.getName().matches(OURS));
    return all;
  }

  @Test
  void aNodeThatCannotStartLeavesNoThreadAndNoConnectionBehind() throws SQLException {
    Map<String, String> settings = SharedServers.get().newSettings();
    String url = Objects.requireNonNull(settings.get("CARILLON_DATABASE_URL"));
    PostgresDatabase.migrate(url);
    try (PostgresPool pool = new PostgresPool(PostgresUrl.of(url), "test", 1);
        Connection connection = pool.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(UNREADABLE);
    }
    Set<Thread> before = threads();

    assertThatThrownBy(() -> TestServer.startNode(settings))
        .hasStackTraceContaining("version of a batch: 127");

    Await.until(() -> before.containsAll(threads()));
  }
}
