package dev.carillon.storage.postgres;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.files.FileStore;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.SessionStore;
import dev.carillon.identity.UserStore;
import dev.carillon.messages.MessageStore;
import dev.carillon.storage.Database;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.GroupCommit;
import dev.carillon.storage.sql.SqlApiKeyStore;
import dev.carillon.storage.sql.SqlMessageStore;
import dev.carillon.storage.sql.SqlSessionStore;
import dev.carillon.storage.sql.SqlUserStore;
import dev.carillon.storage.sql.SqlWebhookStore;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.chat.SqlChatStore;
import dev.carillon.webhooks.WebhookStore;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
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
public final class PostgresDatabase implements Database {
  private static final int READERS = 8;

  /** One for each writer, and one for files, which are written beside them. */
  private static final int WRITERS = 4;

  private final GroupCommit writer;
  private final GroupCommit chatWriter;
  private final PostgresReaders readers;
  private final PostgresPool writing;

  private PostgresDatabase(PostgresUrl url, CommitListener listener, LongSupplier nanoTime) {
    writing = new PostgresPool(url, "carillon-writers", WRITERS);
    readers = new PostgresReaders(new PostgresPool(url, "carillon-readers", READERS));
    writer = new GroupCommit("carillon-writer", new PostgresBatches(writing), listener, nanoTime);
    chatWriter =
        new GroupCommit("carillon-chat-writer", new PostgresBatches(writing), listener, nanoTime);
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
    PostgresUrl address = PostgresUrl.of(url);
    try {
      migrate(address);
    } catch (FlywayException e) {
      throw PostgresFailures.opening(address, e);
    }
    return new PostgresDatabase(address, listener, nanoTime);
  }

  /** Without limits of time but for connecting: a migration takes as long as it takes. */
  static void migrate(PostgresUrl url) {
    Flyway.configure(PostgresDatabase.class.getClassLoader())
        .dataSource(new UrlSource(() -> PostgresPool.connectWithoutLimits(url)))
        .locations("classpath:db/migration/postgres", "classpath:db/migration/common")
        .placeholders(Map.of("long", "BIGINT"))
        .load()
        .migrate();
  }

  @Override
  public UserStore users() {
    return new SqlUserStore(writer, readers);
  }

  @Override
  public SessionStore sessions() {
    return new SqlSessionStore(writer, readers);
  }

  @Override
  public ApiKeyStore apiKeys() {
    return new SqlApiKeyStore(writer, readers);
  }

  @Override
  public ChatStore chat() {
    return new SqlChatStore(chatWriter, readers, new PostgresChatSearch());
  }

  @Override
  public WebhookStore webhooks() {
    return new SqlWebhookStore(writer, readers);
  }

  @Override
  public MessageStore messages() {
    return new SqlMessageStore(writer, readers, true);
  }

  public FileStore files() {
    return new PostgresFileStore(writing, readers);
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
