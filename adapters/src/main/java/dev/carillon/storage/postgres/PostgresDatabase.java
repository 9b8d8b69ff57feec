package dev.carillon.storage.postgres;

import dev.carillon.files.FileStore;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.GroupCommit;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.database.SqlDatabase;
import dev.carillon.storage.sql.history.HistoryTables;
import dev.carillon.ticks.TickStore;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * One PostgreSQL database, which any number of nodes may use at once, and the stores in it. Any
 * thread.
 *
 * <p>The chat has a writer of its own, so that a login does not wait for messages, nor they for it.
 * When the database goes away, every call fails in bounded time and nothing is acknowledged; when
 * it is back, they work again.
 */
public final class PostgresDatabase extends SqlDatabase {
  private static final int READERS = 8;

  /** One for each writer and each history, and some for files, which are written beside them. */
  private static final int WRITERS = 6;

  private final GroupCommit writer;
  private final GroupCommit chatWriter;
  private final PostgresReaders readers;
  private final PostgresPool writing;

  private PostgresDatabase(
      PostgresPool writing, PostgresReaders readers, GroupCommit chatWriter, GroupCommit writer) {
    super(new Writers(chatWriter, writer), readers, new PostgresChatSearch(), true);
    this.writing = writing;
    this.readers = readers;
    this.chatWriter = chatWriter;
    this.writer = writer;
  }

  /**
   * Opens the database and brings its tables up to date; of several nodes that start together one
   * does and the others wait.
   *
   * @param url as in {@link PostgresUrl#of}
   * @throws StorageException when it can't be reached or used: its message is one sentence to show,
   *     without the password
   */
  public static PostgresDatabase open(String url, CommitListener listener, LongSupplier nanoTime) {
    Schema.State _ = migrate(url);
    PostgresUrl address = PostgresUrl.of(url);
    PostgresPool writing = new PostgresPool(address, "carillon-writers", WRITERS);
    return new PostgresDatabase(
        writing,
        new PostgresReaders(new PostgresPool(address, "carillon-readers", READERS)),
        new GroupCommit("carillon-chat-writer", new PostgresBatches(writing), listener, nanoTime),
        new GroupCommit("carillon-writer", new PostgresBatches(writing), listener, nanoTime));
  }

  /**
   * Looks at the tables, and changes nothing.
   *
   * @throws StorageException when it can't be reached or used, or belongs to a newer version: its
   *     message is one sentence to show, without the password
   */
  public static Schema.State state(String url) {
    return on(PostgresUrl.of(url), Schema::state);
  }

  /**
   * Brings the tables up to date.
   *
   * @return how they were before
   * @throws StorageException as {@link #state}
   */
  public static Schema.State migrate(String url) {
    return on(PostgresUrl.of(url), Schema::migrate);
  }

  /** Without limits of time but for connecting: a migration takes as long as it takes. */
  private static Schema.State on(PostgresUrl url, Function<Schema, Schema.State> action) {
    try {
      return action.apply(
          new Schema(
              url.toString(),
              Flyway.configure(PostgresDatabase.class.getClassLoader())
                  .dataSource(new UrlSource(() -> PostgresPool.connectWithoutLimits(url)))
                  .locations("classpath:db/migration/postgres", "classpath:db/migration/common")
                  .placeholders(Map.of("long", "BIGINT"))));
    } catch (FlywayException e) {
      throw PostgresFailures.opening(url, e);
    }
  }

  @Override
  protected HistoryTables history(String name) {
    return new PostgresHistory(writing, readers, name + "_");
  }

  public FileStore files() {
    return new PostgresFileStore(writing, readers);
  }

  public TickStore ticks() {
    return new PostgresTickStore(writer, readers);
  }

  /**
   * Whether it can be written now, which a standby server can't. Blocks as a write does, for some
   * seconds at most.
   */
  @Override
  public boolean isWorking() {
    try {
      return writer.write(
          sql -> sql.one("SELECT pg_current_xact_id()::text", row -> true).orElse(false));
    } catch (StorageException | RejectedExecutionException _) {
      return false;
    }
  }

  /** Writes what waits and closes all connections; who comes later is refused. */
  @Override
  public void close() {
    chatWriter.close();
    writer.close();
    readers.close();
    writing.close();
  }
}
