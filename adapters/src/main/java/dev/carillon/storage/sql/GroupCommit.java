package dev.carillon.storage.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer for many. Callers of any thread hand work in and wait, or are told later; the writing
 * thread takes all that waits, runs it in one transaction, commits once, and only then releases
 * them: what a caller got an answer for is durable, and many share the price of one fsync.
 *
 * <p>A work that fails is undone alone and its neighbours are committed. When the commit itself
 * fails, everybody in it is told so.
 *
 * <p>After the commit the writing thread tells, in the order in which the works ran, whoever wants
 * to know, before any caller is released: so all learn of the commits in one order.
 */
public final class GroupCommit implements Writer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_WAITING = 8_192;
  private static final long CLOSE_LIMIT_MILLIS = 10_000;

  private final Batches batches;
  private final CommitListener listener;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workOrClose = lock.newCondition();
  private List<PendingWrite<?>> waiting = new ArrayList<>();
  private boolean closed;

  /**
   * Starts the writing thread, which owns the batches from now on.
   *
   * @param name of the thread
   */
  public GroupCommit(String name, Batches batches, CommitListener listener, LongSupplier nanoTime) {
    this.batches = batches;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name(name).start(this::writeUntilClosed);
  }

  @Override
  public <T> T write(Sql.Work<T> work, Consumer<? super T> onCommit) {
    PendingWrite<T> pending = new PendingWrite<>(work, onCommit, _ -> {});
    add(pending);
    return pending.await();
  }

  @Override
  public <T> void submit(
      Sql.Work<T> work,
      Consumer<? super T> onCommit,
      Consumer<? super RuntimeException> onFailure) {
    add(new PendingWrite<>(work, onCommit, onFailure));
  }

  private void add(PendingWrite<?> pending) {
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

  private void writeUntilClosed() {
    try {
      List<PendingWrite<?>> batch = take();
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
    List<PendingWrite<?>> refused;
    lock.lock();
    try {
      closed = true;
      refused = waiting;
      waiting = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    for (PendingWrite<?> pending : refused) {
      pending.fail(new RejectedExecutionException("storage is closed"));
      pending.tell();
      pending.release();
    }
  }

  /** All that waits, as soon as there is something; nothing once closed and written out. */
  private List<PendingWrite<?>> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        workOrClose.awaitUninterruptibly();
      }
      List<PendingWrite<?>> batch = waiting;
      waiting = new ArrayList<>(batch.size());
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll(List<PendingWrite<?>> batch) {
    long begin = nanoTime.getAsLong();
    Batches.Settled settled = commit(batch);
    long nanos = nanoTime.getAsLong() - begin;
    List<PendingWrite<?>> done = batch.subList(0, settled.works());
    giveBack(batch.subList(settled.works(), batch.size()));
    try {
      done.forEach(PendingWrite::tell);
      if (settled.isCommitted()) {
        listener.committed(done.size(), nanos, waiting());
      }
    } finally {
      done.forEach(PendingWrite::release);
    }
  }

  /** Whatever a driver or its pool throws, the next batch may do better. */
  private Batches.Settled commit(List<PendingWrite<?>> batch) {
    try {
      return batches.commit(batch);
    } catch (RuntimeException | Error problem) {
      LOG.error("a commit failed in a way that is not known here", problem);
      batch.forEach(pending -> pending.fail(new StorageException("storage: can't write", problem)));
      return new Batches.Settled(batch.size(), false);
    }
  }

  /** They came before those that wait. */
  private void giveBack(List<PendingWrite<?>> rest) {
    if (rest.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      waiting.addAll(0, rest);
    } finally {
      lock.unlock();
    }
  }

  /** How many writes wait for the next transaction. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, then ends the thread and closes the batches. */
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
      batches.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
