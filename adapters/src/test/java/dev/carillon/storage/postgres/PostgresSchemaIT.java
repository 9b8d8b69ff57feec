package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(PostgresServer.class)
class PostgresSchemaIT {
  private static final String NEWER =
      """
      INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
        checksum, installed_by, execution_time, success)
      VALUES (99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, '', 1, true)\
      """;

  private final TestDatabase database;

  PostgresSchemaIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void nodesThatStartTogetherBringTheTablesUpToDateOnce() throws Exception {
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    assertThat(PostgresDatabase.state(database.url()).from()).isEqualTo("none");

    Callable<Schema.State> start = () -> PostgresDatabase.migrate(database.url());
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Schema.State>> migrated = nodes.invokeAll(List.of(start, start, start));
      for (Future<Schema.State> each : migrated) {
        assertThat(each.get().to()).isEqualTo(PostgresDatabase.state(database.url()).from());
      }
    }
    assertThat(PostgresDatabase.state(database.url()).isBehind()).isFalse();
  }

  @Test
  void theTablesOfANewerVersionAreRefused() {
    Schema.State known = PostgresDatabase.migrate(database.url());
    database.execute(NEWER);
    try {
      assertThatThrownBy(database::newNode)
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "%s belongs to a newer version of Carillon: its tables are of version 99 (expected: at most %s)"
                  .formatted(PostgresUrl.of(database.url()), known.to()));
    } finally {
      database.execute("DELETE FROM flyway_schema_history WHERE version = '99'");
    }
  }
}
