package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageQuery;
import dev.carillon.messages.Target;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteDatabaseIT {
  private @TempDir Path folder;

  @Test
  void whatWasWrittenIsThereAfterAReopen() {
    Message message = Message.create("m1", "john", new Target.Everyone(), Body.of("hello"), 1_000);
    try (SqliteDatabase database = open(folder.resolve("data/inner"))) {
      database.messages().create(message, "key");
    }

    try (SqliteDatabase database = open(folder.resolve("data/inner"))) {
      assertThat(database.messages().list(MessageQuery.visibleTo("john", 10)))
          .containsExactly(message);
    }
  }

  @Test
  void eachCommitWaitsForTheDisk() throws SQLException {
    int full = 2;
    try (Sql sql =
        new Sql(SqliteDatabase.source(folder.resolve("test.db")).getConnection(), Failures::of)) {
      assertThat(sql.one("PRAGMA synchronous", row -> row.getInt(1))).contains(full);
      assertThat(sql.one("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
    }
  }

  @Test
  void readersCantWrite() throws SQLException {
    SQLiteDataSource source = SqliteDatabase.source(folder.resolve("test.db"));
    try (Sql writer = new Sql(source.getConnection(), Failures::of);
        Sql reader = SqliteDatabase.reader(source)) {
      writer.update("CREATE TABLE t (n INTEGER)");

      assertThatThrownBy(() -> reader.update("INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aFolderThatIsInUseIsSaidInOneSentence() {
    try (SqliteDatabase _ = open(folder)) {
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(StorageException.class)
          .hasMessage("another process uses the data folder " + folder);
    }
    open(folder).close();
  }

  @Test
  void aFolderThatCantBeMadeIsSaidInOneSentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> open(file.resolve("data")))
        .isInstanceOf(StorageException.class)
        .hasMessage("can't write to the data folder " + file.resolve("data"));
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("carillon.db"), "no database ".repeat(1_000));

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(StorageException.class)
        .hasMessage("can't open the database " + file + ": it is damaged or not a database");
  }

  @Test
  void aFolderWhoseDatabaseCantBeOpenedIsFreeAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("carillon.db"), "no database ".repeat(1_000));
    assertThatThrownBy(() -> open(folder)).isInstanceOf(StorageException.class);

    Files.delete(file);

    open(folder).close();
  }

  private static SqliteDatabase open(Path folder) {
    return SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }
}
