package dev.carillon.storage.postgres.journal;

import dev.carillon.journal.Lease;
import dev.carillon.storage.postgres.PostgresPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of a machine's journal: an advisory lock of a session of its own, which is free as soon
 * as the node's process is no more, and a time that is renewed: when it was not for three seconds,
 * as by a node that stands still or is cut off, whoever wants the lease ends that session. The
 * database's clock alone is asked. Any thread.
 *
 * <p>It needs a connection to PostgreSQL itself, or to a pooler that lends whole sessions.
 */
public final class PostgresLease implements Lease, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);

  /** So that a server finds out soon that the node's machine is gone. */
  private static final String BEGIN =
      """
      SET tcp_keepalives_idle = 1; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
      SET tcp_user_timeout = 3000\
      """;

  /** The upper half of the locks' numbers: nobody else's, it is hoped. */
  private static final int LOCKS = 0x4341524C;

  /**
   * The lower half, of a machine's name: locks are the database's, and each of its schemas may have
   * a cluster.
   */
  private static final String KEY = "hashtext(current_schema() || ' ' || ?)";

  private static final String LOCK = "SELECT pg_try_advisory_lock(?, " + KEY + ")";
  private static final String RENEWAL =
      """
      INSERT INTO machine_renewals (machine, renewed_at) VALUES (?, clock_timestamp())
      ON CONFLICT (machine) DO UPDATE SET renewed_at = excluded.renewed_at\
      """;

  /** Waits for those who append with the token before. */
  private static final String TAKE =
      """
      INSERT INTO machine_leases AS known (machine, token, node) VALUES (?, 1, ?)
      ON CONFLICT (machine) DO UPDATE SET token = known.token + 1, node = excluded.node
      RETURNING token, node\
      """;

  private static final String HOLDER = "SELECT token, node FROM machine_leases WHERE machine = ?";

  /** What pg_locks shows of a number has no sign. */
  private static final String EXPIRED =
      """
      SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid::bigint = ? AND objid::bigint = %s & 4294967295
         AND EXISTS (SELECT 1 FROM machine_renewals WHERE machine = ?
                        AND renewed_at < clock_timestamp() - INTERVAL '3 seconds')\
      """
          .formatted(KEY);

  private static final String RENEW =
      """
      UPDATE machine_renewals SET renewed_at = clock_timestamp() WHERE machine = ?
         AND EXISTS (SELECT 1 FROM machine_leases WHERE machine = ? AND token = ?)\
      """;

  private final PostgresPool pool;
  private final Asking asking;
  private final String machine;
  private final String node;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection session;

  /** The session has the lock. */
  private boolean locked;

  /**
   * Connects when it is asked for the first time.
   *
   * @param node whose lease it is to be
   */
  public PostgresLease(PostgresPool pool, String machine, String node) {
    this.pool = pool;
    this.asking = new Asking(pool);
    this.machine = machine;
    this.node = node;
  }

  @Override
  public Holder take() {
    lock.lock();
    try {
      return takeOn(session());
    } catch (SQLException e) {
      end();
      throw asking.failure("take the lease of the " + machine, e);
    } finally {
      lock.unlock();
    }
  }

  private Connection session() throws SQLException {
    Connection known = session;
    if (known == null) {
      known = pool.ownConnection();
      session = known;
      try (Statement begin = known.createStatement()) {
        begin.execute(BEGIN);
      }
    }
    return known;
  }

  private Holder takeOn(Connection connection) throws SQLException {
    if (!locked) {
      locked = Asking.all(connection, LOCK, row -> row.getBoolean(1), LOCKS, machine).getFirst();
    }
    if (locked) {
      Asking.update(connection, RENEWAL, machine);
      return holders(connection, TAKE, machine, node).getFirst();
    }
    boolean ended =
        Asking.all(connection, EXPIRED, row -> row.getBoolean(1), (long) LOCKS, machine, machine)
            .contains(true);
    if (ended) {
      LOG.warn("The lease of the {} was not renewed: the session that had it is ended", machine);
    }
    List<Holder> holder = holders(connection, HOLDER, machine);
    // Our own name may stand there from before: that lease is lost, and not yet another's.
    boolean isOther = !holder.isEmpty() && !holder.getFirst().node().equals(node);
    return isOther ? holder.getFirst() : new Holder(0, "");
  }

  private static List<Holder> holders(Connection connection, String sql, Object... arguments)
      throws SQLException {
    return Asking.all(
        connection, sql, row -> new Holder(row.getLong(1), row.getString(2)), arguments);
  }

  @Override
  public boolean renew(long token) {
    lock.lock();
    try {
      Connection connection = session;
      if (connection == null || !locked) {
        return false;
      }
      return Asking.update(connection, RENEW, machine, machine, token) == 1;
    } catch (SQLException e) {
      LOG.warn(
          "The lease of the {} is given up: {}", machine, pool.failure("renew it", e).getMessage());
      end();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release() {
    lock.lock();
    try {
      end();
    } finally {
      lock.unlock();
    }
  }

  /** The server frees the lock with the session, at the latest when it sees that we are gone. */
  private void end() {
    Connection known = session;
    session = null;
    locked = false;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        LOG.debug("A session that is given up could not be closed", e);
      }
    }
  }

  /** As {@link #release}. */
  @Override
  public void close() {
    release();
  }
}
