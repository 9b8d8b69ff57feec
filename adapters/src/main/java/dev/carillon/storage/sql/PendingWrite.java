package dev.carillon.storage.sql;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller's work and, later, its answer. Of the writing thread, but for the waiting. */
public final class PendingWrite<T> {
  private static final Logger LOG = LoggerFactory.getLogger(PendingWrite.class);

  private final Sql.Work<T> work;
  private final Consumer<? super T> onCommit;
  private final Consumer<? super RuntimeException> onFailure;
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable T answer;
  private @Nullable RuntimeException failure;

  PendingWrite(
      Sql.Work<T> work,
      Consumer<? super T> onCommit,
      Consumer<? super RuntimeException> onFailure) {
    this.work = work;
    this.onCommit = onCommit;
    this.onFailure = onFailure;
  }

  /** Runs it; it may run again, then only the last answer counts. */
  public void run(Sql sql) throws SQLException {
    answer = work.run(sql);
  }

  /** Nothing of it will be durable. */
  public void fail(RuntimeException cause) {
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

  /** Lets the caller go on. */
  void release() {
    done.countDown();
  }

  private @Nullable RuntimeException refusal() {
    return failure == null && answer == null
        ? new IllegalStateException("a write gave no answer")
        : failure;
  }

  /**
   * Waits for the end, interrupted or not: whether the write became durable has to be known, and
   * the writing thread ends every wait.
   */
  T await() {
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
    RuntimeException refused = refusal();
    T committed = answer;
    if (refused != null || committed == null) {
      throw refused == null ? new IllegalStateException("no answer") : refused;
    }
    return committed;
  }
}
