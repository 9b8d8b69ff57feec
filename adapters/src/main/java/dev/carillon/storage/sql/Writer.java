package dev.carillon.storage.sql;

import java.util.function.Consumer;

/** Makes changes durable. Any thread. */
public interface Writer {

  /**
   * Runs the work and returns when it is durable.
   *
   * @param work may run more than once, if another node was quicker: what counts is its last answer
   * @throws java.util.concurrent.RejectedExecutionException when too many wait already or the
   *     database is closed
   * @throws StorageException when the database refused it
   */
  default <T> T write(Sql.Work<T> work) {
    return write(work, _ -> {});
  }

  /**
   * As {@link #write(Sql.Work)}.
   *
   * @param onCommit called with the work's answer after the commit, unless the work failed, by the
   *     writing thread: must be quick and must not write. What it throws is logged
   */
  <T> T write(Sql.Work<T> work, Consumer<? super T> onCommit);

  /**
   * As {@link #write(Sql.Work, Consumer)}, without waiting: it does not block. What one thread
   * submits runs, and is told, in the order of its submission.
   *
   * @param onFailure called instead of {@code onCommit}, with what {@code write} would have thrown
   * @throws java.util.concurrent.RejectedExecutionException when too many wait already or the
   *     database is closed
   */
  <T> void submit(
      Sql.Work<T> work, Consumer<? super T> onCommit, Consumer<? super RuntimeException> onFailure);
}
