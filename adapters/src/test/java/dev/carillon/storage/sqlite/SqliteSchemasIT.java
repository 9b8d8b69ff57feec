package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemasIT {
  @TempDir private Path folder;

  @Test
  void lookingMakesNothing() throws Exception {
    List<Schema.State> states = SqliteSchemas.states(folder);

    assertThat(states).hasSize(3).allMatch(state -> state.from().equals("none"));
    assertThat(states).allMatch(Schema.State::isBehind);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatIsBehindIsBroughtUpToDateOnce() {
    List<Schema.State> before = SqliteSchemas.migrate(folder);

    assertThat(before)
        .isEqualTo(
            SqliteSchemas.states(folder.resolve("nowhere")).stream()
                .map(state ->
                    new Schema.State(
                        folder.resolve(Path.of(state.database()).getFileName()).toString(),
                        state.from(),
                        state.to()))
                .toList());
    assertThat(SqliteSchemas.states(folder)).noneMatch(Schema.State::isBehind);
    assertThat(SqliteSchemas.migrate(folder)).noneMatch(Schema.State::isBehind);
  }

  @Test
  void aFolderThatAServerUsesIsLeftAlone() {
    try (SqliteDatabase _ = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime)) {
      assertThatThrownBy(() -> SqliteSchemas.migrate(folder))
          .isInstanceOf(StorageException.class)
          .hasMessage("another process uses the data folder " + folder);
    }
  }

  @Test
  void theTablesOfANewerVersionAreRefused() throws SQLException {
    List<Schema.State> states = SqliteSchemas.migrate(folder);
    Path file = folder.resolve("carillon.db");
    try (Sql sql = new Sql(SqliteDatabase.source(file).getConnection(), Failures::of)) {
      sql.update(
          """
          INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          VALUES (99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, '', 1, 1)\
          """);
    }
    String expected =
        "%s belongs to a newer version of Carillon: its tables are of version 99 (expected: at most %s)"
            .formatted(file, states.getFirst().to());

    assertThatThrownBy(() -> SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime))
        .isInstanceOf(StorageException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> SqliteSchemas.states(folder)).hasMessage(expected);
  }
}
