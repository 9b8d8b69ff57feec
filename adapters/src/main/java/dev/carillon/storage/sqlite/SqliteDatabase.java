package dev.carillon.storage.sqlite;

import dev.carillon.storage.FolderLock;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.GroupCommit;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.database.SqlDatabase;
import dev.carillon.storage.sql.history.HistoryTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file in a data folder, and the stores in it. Any thread.
 *
 * <p>WAL with {@code synchronous=FULL}: a commit is on the disk before it is acknowledged. One
 * process at a time: a lock file says so before SQLite has to.
 */
public final class SqliteDatabase extends SqlDatabase {
  /** Its name in the data folder. */
  public static final String FILE = "carillon.db";

  /** The file in the data folder that says whether a process uses it. */
  public static final String LOCK_FILE = "carillon.lock";

  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIB = 8 * 1_024;
  private static final int JOURNAL_LIMIT_BYTES = 64 * 1_024 * 1_024;

  private final Path folder;
  private final FolderLock lock;
  private final GroupCommit writer;
  private final Readers readers;
  private final List<HistoryFile> histories = new CopyOnWriteArrayList<>();

  private SqliteDatabase(Path folder, FolderLock lock, GroupCommit writer, Readers readers) {
    super(new Writers(writer, writer), readers, new SqliteChatSearch(), false);
    this.folder = folder;
    this.lock = lock;
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens the database of a folder, makes both when missing, and brings its tables up to date.
   *
   * @throws StorageException when the folder can't be written, another process uses it, or the file
   *     is not ours: its message is one sentence to show
   */
  public static SqliteDatabase open(Path folder, CommitListener listener, LongSupplier nanoTime) {
    FolderLock lock = lock(folder);
    try {
      return open(lock, folder, listener, nanoTime);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  private static SqliteDatabase open(
      FolderLock lock, Path folder, CommitListener listener, LongSupplier nanoTime) {
    Path file = folder.resolve(FILE);
    SQLiteDataSource source = source(file);
    List<Sql> opened = new ArrayList<>();
    try {
      Schema.State _ = SqliteSchemas.migrate(file, SqliteSchemas.STORES);
      for (int i = 0; i < READERS; i++) {
        opened.add(reader(source));
      }
      GroupCommit writer =
          new GroupCommit(
              "carillon-sqlite-writer",
              new SqliteBatches(new Sql(source.getConnection(), Failures::of)),
              listener,
              nanoTime);
      return new SqliteDatabase(folder, lock, writer, new Readers(opened));
    } catch (SQLException e) {
      opened.forEach(SqliteDatabase::closeQuietly);
      throw Failures.opening(file, e);
    }
  }

  static Sql reader(SQLiteDataSource source) throws SQLException {
    Sql reader = new Sql(source.getConnection(), Failures::of);
    reader.update("PRAGMA query_only = TRUE");
    return reader;
  }

  static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setJournalSizeLimit(JOURNAL_LIMIT_BYTES);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static FolderLock lock(Path folder) {
    try {
      Files.createDirectories(folder);
      return FolderLock.take(folder, LOCK_FILE)
          .orElseThrow(
              () -> new StorageException("another process uses the data folder " + folder, null));
    } catch (IOException e) {
      throw new StorageException("can't write to the data folder " + folder, e);
    }
  }

  @Override
  protected HistoryTables history(String name) {
    HistoryFile file = HistoryFile.open(folder, name);
    histories.add(file);
    return file;
  }

  /** Whether it can be written now: commits one byte that nobody reads. Blocks as a write does. */
  @Override
  public boolean isWorking() {
    try {
      writer.write(sql -> sql.update("PRAGMA user_version = 1"));
      return true;
    } catch (StorageException | RejectedExecutionException _) {
      return false;
    }
  }

  /** Writes what waits and closes the file; who comes later is refused. */
  @Override
  public void close() {
    try {
      histories.forEach(HistoryFile::close);
      writer.close();
      readers.close();
    } finally {
      close(lock);
    }
  }

  private static void close(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("can't give the data folder back", e);
    }
  }

  static void closeQuietly(Sql sql) {
    try {
      sql.close();
    } catch (SQLException _) {
      // The failure that brought us here is the one to report.
    }
  }
}
