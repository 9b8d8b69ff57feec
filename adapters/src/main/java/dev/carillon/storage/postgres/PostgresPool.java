package dev.carillon.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.carillon.storage.sql.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A few connections to one database, lent to one caller at a time. Any thread.
 *
 * <p>No wait is without end, so that callers hear in time that the database is away: 2 s for a
 * connection, 3 s for a statement (the server ends it), 4 s for an answer on the socket (a server
 * that has stopped without a word). Connections that broke are replaced when the next one is asked
 * for: it works again by itself.
 */
public final class PostgresPool implements AutoCloseable {
  static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECT_SECONDS = CONNECT_MILLIS / 1_000;
  private static final int SOCKET_SECONDS = 4;
  private static final int START_SECONDS = 20;
  private static final int VALIDATION_MILLIS = 1_000;
  private static final int KEEPALIVE_MILLIS = 60_000;
  private static final int STATEMENTS_KEPT = 1_024;

  /** Those of the stores are sent together, in many combinations, each a statement of its own. */
  private static final int STATEMENTS_KEPT_MIB = 16;

  /**
   * Ours must be durable when acknowledged, and whoever waited for a lock must see what was done
   * before he got it, whatever the server's own defaults are. A node that stands still in a
   * transaction holds up the others for at most 5 s.
   */
  private static final String BEGIN =
      """
      SET statement_timeout = '3s'; SET lock_timeout = '1500ms';
      SET idle_in_transaction_session_timeout = '5s';
      SET default_transaction_isolation = 'read committed';
      SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'\
      """;

  private final PostgresUrl url;
  private final HikariDataSource source;

  /**
   * Connects when the first one is needed.
   *
   * @param name of the pool in its log lines
   * @param size how many connections there are at most
   */
  public PostgresPool(PostgresUrl url, String name, int size) {
    this.url = url;
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    // Not by the URL: Hikari would log it.
    config.setDataSource(new UrlSource(this::connect));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(VALIDATION_MILLIS);
    // So that firewalls do not forget a connection that is seldom used.
    config.setKeepaliveTime(KEEPALIVE_MILLIS);
    // Whether the database is there is found out by the migration, with a better sentence.
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(BEGIN);
    source = new HikariDataSource(config);
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    defaults.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    defaults.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS + 1));
    defaults.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
    defaults.setProperty("tcpKeepAlive", "true");
    defaults.setProperty("ApplicationName", "carillon");
    defaults.setProperty("preparedStatementCacheQueries", Integer.toString(STATEMENTS_KEPT));
    defaults.setProperty("preparedStatementCacheSizeMiB", Integer.toString(STATEMENTS_KEPT_MIB));
    defaults.setProperty("reWriteBatchedInserts", "true");
    return defaults;
  }

  /**
   * One that is free; closing it gives it back.
   *
   * @throws SQLException when there is none in 2 s
   */
  public Connection connection() throws SQLException {
    return source.getConnection();
  }

  /** One that belongs to the caller alone, with the same limits of time, until it is closed. */
  public Connection ownConnection() throws SQLException {
    Connection connection = connect();
    try (var statement = connection.createStatement()) {
      statement.execute(BEGIN);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    return url.connect(defaults());
  }

  /**
   * For a migration, which takes as long as it takes. Who starts has time: on a machine on which
   * many start together the first login takes seconds.
   */
  static Connection connectWithoutLimits(PostgresUrl url) throws SQLException {
    Properties defaults = defaults();
    defaults.setProperty("connectTimeout", Integer.toString(START_SECONDS));
    defaults.setProperty("loginTimeout", Integer.toString(START_SECONDS));
    defaults.setProperty("socketTimeout", "0");
    return url.connect(defaults);
  }

  /** The connection is of no use any more: the next caller gets another. */
  public void discard(Connection connection) {
    source.evictConnection(connection);
  }

  /** The sentence for what the database says. */
  public StorageException failure(String what, SQLException cause) {
    return PostgresFailures.of(what, cause);
  }

  @Override
  public void close() {
    source.close();
  }
}
