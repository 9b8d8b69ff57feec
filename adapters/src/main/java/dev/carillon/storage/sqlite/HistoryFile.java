package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file of one history, apart from all others, so that they do not wait for each other's
 * commits. Any thread; changes take turns.
 *
 * <p>A commit is not forced to the disk: the journal is, and what a crash takes from here is made
 * again from there. How far the history goes stands in the table {@code progress}.
 */
final class HistoryFile implements AutoCloseable {
  private static final int READERS = 2;

  /**
   * After so many written pages the log is copied into the file. Pages that many commits change are
   * copied once, and the disk is not synchronised several times a second.
   */
  private static final int CHECKPOINT_PAGES = 8_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Sql writer;
  private final Readers readers;
  private final Names names;

  private HistoryFile(Sql writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
    this.names = new Names(writer);
  }

  /**
   * Opens it, makes it when it is missing, and brings its tables up to date.
   *
   * @param migrations the folder of the scripts
   * @throws StorageException when the file can't be opened: its message is one sentence to show
   */
  static HistoryFile open(Path file, String migrations) {
    SQLiteDataSource source = SqliteDatabase.source(file);
    source.setSynchronous(SynchronousMode.NORMAL.getValue());
    List<Sql> opened = new ArrayList<>();
    try {
      Flyway.configure(HistoryFile.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration/" + migrations)
          .load()
          .migrate();
      for (int i = 0; i < READERS; i++) {
        opened.add(SqliteDatabase.reader(source));
      }
      Sql writer = new Sql(source.getConnection(), Failures::of);
      opened.add(writer);
      writer.one("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, row -> row.getInt(1));
      return new HistoryFile(writer, new Readers(opened.subList(0, READERS)));
    } catch (SQLException | FlywayException e) {
      opened.forEach(SqliteDatabase::closeQuietly);
      throw Failures.opening(file, e);
    }
  }

  /** The writing connection; within {@link #change} alone. */
  Sql writer() {
    return writer;
  }

  /** The names in the rows; within {@link #change} alone. */
  Names names() {
    return names;
  }

  Readers readers() {
    return readers;
  }

  /** The journal's number of the last command whose events are here; 0: none. */
  long sequence() {
    return readers.read(
        sql -> sql.one("SELECT sequence FROM progress", row -> row.getLong(1)).orElse(0L));
  }

  /** The history goes on to there; within {@link #change} alone. */
  void advance(long sequence) throws SQLException {
    writer.update("UPDATE progress SET sequence = max(sequence, ?)", sequence);
  }

  /** Deletes all rows of these tables, and begins anew. */
  void clear(List<String> tables) {
    change(() -> {
      for (String table : tables) {
        writer.update("DELETE FROM " + table);
      }
      return writer.update("UPDATE progress SET sequence = 0");
    });
  }

  /** Something that is done whole or not at all. */
  interface Change {
    int run() throws SQLException;
  }

  /** One transaction. */
  int change(Change change) {
    lock.lock();
    try {
      writer.update("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        int changed = change.run();
        writer.update("COMMIT");
        done = true;
        return changed;
      } finally {
        if (!done) {
          names.rolledBack();
          writer.update("ROLLBACK");
        }
      }
    } catch (SQLException e) {
      throw Failures.of("write", e);
    } finally {
      lock.unlock();
    }
  }

  /** Inserts a row, in place of one with the same key. */
  static String put(String table, String columns) {
    String marks = columns.replaceAll("[a-z_]+", "?");
    return "INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES (" + marks + ")";
  }

  @Override
  public void close() {
    lock.lock();
    try {
      writer.close();
    } catch (SQLException e) {
      throw Failures.of("close", e);
    } finally {
      lock.unlock();
      readers.close();
    }
  }
}
