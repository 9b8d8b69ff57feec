package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Copies of databases that others may be writing to. */
public final class SqliteCopy {
  private SqliteCopy() {}

  /**
   * Writes what is committed now into a new file. Blocks; who writes meanwhile does not wait.
   *
   * @throws StorageException when it can't be: its message is one sentence to show
   */
  public static void copy(Path database, Path target) {
    try (Sql sql = new Sql(SqliteDatabase.source(database).getConnection(), Failures::of)) {
      sql.update("VACUUM INTO ?", target.toString());
    } catch (SQLException e) {
      throw Failures.of("copy " + database, e);
    }
  }
}
