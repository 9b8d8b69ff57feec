package dev.carillon.storage.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Callers of any thread hand work in and wait, or are told later; the writing
 * thread takes all that waits, runs it in one transaction, commits once, and only then releases
 * them: what a caller got an answer for is durable, and many share the price of one fsync.
 *
 * <p>Each piece of work has a savepoint: one that fails is undone alone and its neighbours are
 * committed. When the commit itself fails, everybody in it is told so.
 *
 * <p>After the commit the writing thread tells, in the order in which the works ran, whoever wants
 * to know, before any caller is released: so all learn of the commits in one order.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_WAITING = 8_192;
  private static final long CLOSE_LIMIT_MILLIS = 10_000;

  /** What to do with the database; may run more than one statement. */
  @FunctionalInterface
  interface Work<T> {
    T run(Sql sql) throws SQLException;
  }

  /** One caller's work and, later, its answer. */
  private static final class Pending<T> {
    private final Work<T> work;
    private final Consumer<? super T> onCommit;
    private final Consumer<? super RuntimeException> onFailure;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T answer;
    private @Nullable Throwable failure;

    Pending(
        Work<T> work, Consumer<? super T> onCommit, Consumer<? super RuntimeException> onFailure) {
      this.work = work;
      this.onCommit = onCommit;
      this.onFailure = onFailure;
    }

    void run(Sql sql) throws SQLException {
      sql.update("SAVEPOINT caller");
      try {
        answer = work.run(sql);
      } catch (SQLException | RuntimeException e) {
        failure = e;
        sql.update("ROLLBACK TO caller");
      }
      sql.update("RELEASE caller");
    }

    void fail(Throwable cause) {
      failure = cause;
    }

    /** A listener's bug is not the caller's: what was written is durable all the same. */
    void tell() {
      RuntimeException refused = refusal();
      T committed = answer;
      try {
        if (refused != null) {
          onFailure.accept(refused);
        } else if (committed != null) {
          onCommit.accept(committed);
        }
      } catch (RuntimeException | Error e) {
        LOG.error("Whoever was told of a write failed; what was committed stands", e);
      }
    }

    private @Nullable RuntimeException refusal() {
      return switch (failure) {
        case null -> answer == null ? new IllegalStateException("a write gave no answer") : null;
        case SQLException e -> Failures.of("write", e);
        case RuntimeException e -> e;
        case Throwable e -> new StorageException("the storage writer stopped", e);
      };
    }

    T answer() {
      RuntimeException refused = refusal();
      T committed = answer;
      if (refused != null || committed == null) {
        throw refused == null ? new IllegalStateException("no answer") : refused;
      }
      return committed;
    }
  }

  private final Sql sql;
  private final CommitListener listener;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workOrClose = lock.newCondition();
  private List<Pending<?>> waiting = new ArrayList<>();
  private boolean closed;

  /** Starts the writing thread, which owns the connection from now on. */
  GroupCommit(Sql sql, CommitListener listener, LongSupplier nanoTime) {
    this.sql = sql;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name("carillon-sqlite-writer").start(this::writeUntilClosed);
  }

  /**
   * Runs the work and returns when it is durable.
   *
   * @throws RejectedExecutionException when too many wait already or the database is closed
   * @throws StorageException when the database refused it
   */
  <T> T write(Work<T> work) {
    return write(work, _ -> {});
  }

  /**
   * As {@link #write(Work)}.
   *
   * @param onCommit called with the work's answer after the commit, unless the work failed, by the
   *     writing thread: must be quick and must not write. What it throws is logged
   */
  <T> T write(Work<T> work, Consumer<? super T> onCommit) {
    Pending<T> pending = new Pending<>(work, onCommit, _ -> {});
    add(pending);
    awaitDone(pending.done);
    return pending.answer();
  }

  /**
   * As {@link #write(Work, Consumer)}, without waiting: it does not block. What one thread submits
   * runs, and is told, in the order of its submission.
   *
   * @param onFailure called instead of {@code onCommit}, with what {@code write} would have thrown
   * @throws RejectedExecutionException when too many wait already or the database is closed
   */
  <T> void submit(
      Work<T> work, Consumer<? super T> onCommit, Consumer<? super RuntimeException> onFailure) {
    add(new Pending<>(work, onCommit, onFailure));
  }

  private void add(Pending<?> pending) {
    lock.lock();
    try {
      if (closed) {
        throw new RejectedExecutionException("storage is closed");
      }
      if (waiting.size() >= MAX_WAITING) {
        throw new RejectedExecutionException(
            "storage is overloaded: " + MAX_WAITING + " writes are waiting");
      }
      waiting.add(pending);
      workOrClose.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The write happens whether or not the caller is interrupted, so the caller learns its end. */
  private static void awaitDone(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilClosed() {
    try {
      List<Pending<?>> batch = take();
      while (!batch.isEmpty()) {
        writeAll(batch);
        batch = take();
      }
    } finally {
      refuseAll();
    }
  }

  /** Nobody waits for ever for a thread that has ended, even if a bug ended it. */
  private void refuseAll() {
    List<Pending<?>> refused;
    lock.lock();
    try {
      closed = true;
      refused = waiting;
      waiting = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    for (Pending<?> pending : refused) {
      pending.fail(new RejectedExecutionException("storage is closed"));
      pending.tell();
      pending.done.countDown();
    }
  }

  /** All that waits, as soon as there is something; nothing once closed and written out. */
  private List<Pending<?>> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        workOrClose.awaitUninterruptibly();
      }
      List<Pending<?>> batch = waiting;
      waiting = new ArrayList<>(batch.size());
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll(List<Pending<?>> batch) {
    long begin = nanoTime.getAsLong();
    try {
      boolean committed = commit(batch);
      long nanos = nanoTime.getAsLong() - begin;
      batch.forEach(Pending::tell);
      if (committed) {
        listener.committed(batch.size(), nanos, waiting());
      }
    } finally {
      batch.forEach(pending -> pending.done.countDown());
    }
  }

  private boolean commit(List<Pending<?>> batch) {
    try {
      sql.update("BEGIN IMMEDIATE");
      for (Pending<?> pending : batch) {
        pending.run(sql);
      }
      sql.update("COMMIT");
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      batch.forEach(pending -> pending.fail(e));
      return false;
    }
  }

  private void undo(Throwable cause) {
    try {
      sql.update("ROLLBACK");
    } catch (SQLException e) {
      // Some failures (a full disk) have rolled back already: then there is nothing to undo.
      cause.addSuppressed(e);
    }
  }

  /** How many writes wait for the next transaction. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, then ends the thread and closes the connection. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      workOrClose.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(CLOSE_LIMIT_MILLIS);
      sql.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw Failures.of("close", e);
    }
  }
}
