package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Batches;
import dev.carillon.storage.sql.PendingWrite;
import dev.carillon.storage.sql.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A batch is a transaction on a connection of the pool; each work has a savepoint in it.
 *
 * <p>Other nodes write at the same time, and a transaction of many works holds many locks. So that
 * none waits for another in a circle, only the first work of a transaction waits for locks. When a
 * later one finds a lock taken, the transaction commits what is done and gives its locks back, and
 * the work is the first of the next. What one thread submitted stays in its order, and of two nodes
 * that write to one channel each has its turn with all that waits.
 */
final class PostgresBatches implements Batches {
  /** As long as a transaction runs, it holds up others that want the same channels. */
  private static final int MAX_WORKS = 128;

  private static final int TRIES = 4;

  /** In milliseconds; zero would be for ever. */
  private static final String HARDLY_WAIT = "SET LOCAL lock_timeout = 1";

  /**
   * Another node was quicker; once more, the work sees what that one did. For example: both made
   * the same name, which is unique.
   */
  private static final Set<String> OTHERS_WERE_QUICKER =
      Set.of(PostgresFailures.NOT_UNIQUE, PostgresFailures.DEADLOCK, PostgresFailures.CONFLICT);

  private final PostgresPool pool;

  PostgresBatches(PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Settled commit(List<PendingWrite<?>> batch) {
    try (Connection connection = pool.connection()) {
      try {
        connection.setAutoCommit(false);
        int done = run(new PipelinedSql(connection, pool::failure), batch);
        // Failing here it may be durable all the same, which nobody is told.
        connection.commit();
        return new Settled(done, true);
      } catch (SQLException | RuntimeException | Error e) {
        pool.discard(connection);
        return failed(batch, e);
      }
    } catch (SQLException e) {
      return failed(batch, e);
    }
  }

  /** All that wait, so that nobody waits as often as there are batches. */
  private Settled failed(List<PendingWrite<?>> batch, Throwable cause) {
    batch.forEach(pending -> pending.fail(failure(cause)));
    return new Settled(batch.size(), false);
  }

  private RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case SQLException e -> pool.failure("write", e);
      case RuntimeException e -> e;
      case Throwable e -> new StorageException("the storage writer stopped", e);
    };
  }

  /** How many were run. */
  private int run(PipelinedSql sql, List<PendingWrite<?>> batch) throws SQLException {
    int done = 0;
    while (done < batch.size() && done < MAX_WORKS && run(sql, batch.get(done), done == 0)) {
      done++;
    }
    return done;
  }

  /** False: others hold a lock that it needs. */
  private boolean run(PipelinedSql sql, PendingWrite<?> work, boolean isFirst) throws SQLException {
    boolean locksAll = false;
    for (int tries = 1; true; tries++) {
      sql.begin(locksAll);
      try {
        work.run(sql);
        if (isFirst) {
          sql.end(HARDLY_WAIT);
        } else {
          sql.end();
        }
        return true;
      } catch (PipelinedSql.Restart _) {
        sql.undo();
        locksAll = true;
      } catch (SQLException | RuntimeException e) {
        sql.undo();
        String state = PostgresFailures.state(e);
        if (!isFirst && state.equals(PostgresFailures.LOCKED)) {
          return false;
        }
        if (tries == TRIES || !OTHERS_WERE_QUICKER.contains(state)) {
          work.fail(failure(e));
          return true;
        }
      }
    }
  }

  /** The pool is others' too. */
  @Override
  public void close() {}
}
