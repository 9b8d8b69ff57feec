package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.history.HistoryTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file of one history, apart from all others, so that they do not wait for each other's
 * commits. Any thread; changes take turns.
 *
 * <p>A commit is not forced to the disk: the journal is, and what a crash takes from here is made
 * again from there.
 */
final class HistoryFile implements HistoryTables, AutoCloseable {
  private static final int READERS = 2;

  /**
   * After so many written pages the log is copied into the file. Pages that many commits change are
   * copied once, and the disk is not synchronised several times a second.
   */
  private static final int CHECKPOINT_PAGES = 8_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Sql writer;
  private final Readers readers;

  private HistoryFile(Sql writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens the file of a data folder, which a {@link SqliteDatabase} has locked, makes it when it is
   * missing, and brings its tables up to date.
   *
   * @param name of the history: {@code market}
   * @throws StorageException when the file can't be opened: its message is one sentence to show
   */
  static HistoryFile open(Path folder, String name) {
    SqliteSchemas.Kind kind = SqliteSchemas.ofHistory(name);
    Path file = folder.resolve(kind.file());
    SQLiteDataSource source = SqliteDatabase.source(file);
    source.setSynchronous(SynchronousMode.NORMAL.getValue());
    List<Sql> opened = new ArrayList<>();
    try {
      Schema.State _ = SqliteSchemas.migrate(file, kind);
      for (int i = 0; i < READERS; i++) {
        opened.add(SqliteDatabase.reader(source));
      }
      Sql writer = new Sql(source.getConnection(), Failures::of);
      opened.add(writer);
      writer.one("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, row -> row.getInt(1));
      return new HistoryFile(writer, new Readers(opened.subList(0, READERS)));
    } catch (SQLException e) {
      opened.forEach(SqliteDatabase::closeQuietly);
      throw Failures.opening(file, e);
    }
  }

  /** None: the file has nothing else. */
  @Override
  public String prefix() {
    return "";
  }

  @Override
  public String emptying() {
    return "DELETE FROM ";
  }

  @Override
  public Reader readers() {
    return readers;
  }

  @Override
  public <T> T change(Sql.Work<T> work) {
    lock.lock();
    try {
      writer.update("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        T result = work.run(writer);
        writer.update("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          writer.update("ROLLBACK");
        }
      }
    } catch (SQLException e) {
      throw Failures.of("write", e);
    } finally {
      lock.unlock();
    }
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
