package dev.carillon.machine.history;

import dev.carillon.machine.Follower;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a machine does into a {@link Projection}, on a thread of its own: what gathers while
 * one batch is stored is the next one.
 *
 * <p>What a feed of the machine tells it, it is told on the machine's thread; the other methods are
 * for any thread. What is stored already, as after a start, is left out. Nothing is ever dropped:
 * while the history can't be written it is tried again, and the machine is to take no more commands
 * when too much waits.
 *
 * @param <E> events of the machine
 */
public final class Projector<E> implements Follower, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final long RETRY_MILLIS = 500;

  /** How often it looks how far another node has brought the history; and if somebody waits. */
  private static final long LOOK_MILLIS = 1_000;

  private static final long LOOK_SOON_MILLIS = 50;
  private static final long CLOSE_MILLIS = 3_000;
  private static final long JOIN_MILLIS = 10_000;

  /** About how many events are stored at once. */
  private static final int STEP = 50_000;

  /** How long events gather while nobody asks for them: a commit costs more than many of them. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final Projection<E> projection;
  private final int maxWaiting;
  private final ReentrantLock lock = new ReentrantLock();

  /** For those who wait for the history. */
  private final Condition advanced = lock.newCondition();

  /** For its thread. */
  private final Condition work = lock.newCondition();

  private final Thread thread;

  /** The machine thread's: what this batch of commands did so far. */
  private List<E> gathering = new ArrayList<>();

  private long sequence;
  private boolean wanted;

  /** Under the lock, but the machine's thread alone writes the number. */
  private final Deque<Part<E>> waiting = new ArrayDeque<>();

  private long waitingSequence;
  private long deadlineNanos = Long.MAX_VALUE;
  private boolean closed;

  /** Its thread has nothing to do. */
  private boolean idle;

  /** How many wait for the history. */
  private int asking;

  /** Another node stores what happens. */
  private boolean followed;

  /** Another node has stored, or may have. */
  private boolean unseen;

  /** What some commands did, and the last one's number. */
  private record Part<E>(long sequence, List<E> events) {}

  private final AtomicInteger backlog = new AtomicInteger();

  private volatile long stored;

  /**
   * Starts its thread.
   *
   * @param name of the history, in the log: {@code market}
   * @param maxWaiting how many events may wait before {@link #isBehind()}
   */
  public Projector(String name, Projection<E> projection, int maxWaiting) {
    this.name = name;
    this.projection = projection;
    this.maxWaiting = maxWaiting;
    stored = projection.sequence();
    waitingSequence = stored;
    thread =
        Thread.ofPlatform().name("carillon-" + name + "-history").start(this::storeUntilClosed);
  }

  @Override
  public long storedSequence() {
    return stored;
  }

  @Override
  public boolean isBehind() {
    return backlog.get() > maxWaiting;
  }

  /** The journal's number of the last command that it was told of. On the machine's thread. */
  public long toldSequence() {
    return sequence;
  }

  /**
   * Waits until the history has a command. Blocks.
   *
   * @return false: it has not, after that time
   */
  public boolean awaitStored(long commandSequence, long millis) {
    lock.lock();
    try {
      asking++;
      work.signal();
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (stored < commandSequence && nanos > 0) {
        nanos = advanced.awaitNanos(nanos);
      }
      return stored >= commandSequence;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asking--;
      lock.unlock();
    }
  }

  /**
   * Another node stores from now on, this one keeps what that one has not stored yet; or this one
   * stores. At first it does.
   */
  public void followOther(boolean isOther) {
    lock.lock();
    try {
      followed = isOther;
      unseen = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many events wait to be stored. */
  public int backlog() {
    return backlog.get();
  }

  /** What follows belongs to this command. On the machine's thread. */
  public void begin(long commandSequence) {
    sequence = commandSequence;
    wanted = commandSequence > waitingSequence;
  }

  /** Something that is to be kept. On the machine's thread. */
  public void happened(E event) {
    if (wanted) {
      gathering.add(event);
    }
  }

  /** All commands that were waiting have been told. On the machine's thread. */
  public void batchDone() {
    if (sequence <= waitingSequence) {
      return;
    }
    lock.lock();
    try {
      waiting.add(new Part<>(sequence, gathering));
      waitingSequence = sequence;
      backlog.addAndGet(gathering.size());
      if (idle || backlog.get() >= STEP) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    gathering = new ArrayList<>();
  }

  private void storeUntilClosed() {
    while (true) {
      if (mustLook()) {
        if (!look()) {
          return;
        }
        continue;
      }
      Part<E> batch = take();
      if (batch == null) {
        return;
      }
      if (batch.events().isEmpty() && batch.sequence() == stored) {
        continue;
      }
      if (!store(batch)) {
        return;
      }
      tell(batch.sequence());
    }
  }

  private boolean mustLook() {
    lock.lock();
    try {
      return followed || unseen;
    } finally {
      lock.unlock();
    }
  }

  /** Drops what another node has stored. False: it was closed. */
  private boolean look() {
    try {
      long there = projection.sequence();
      drop(there);
    } catch (RuntimeException e) {
      LOG.warn("The {}'s history can't be read: {}", name, e.toString());
      return pause(RETRY_MILLIS);
    }
    lock.lock();
    try {
      unseen = followed;
    } finally {
      lock.unlock();
    }
    return pauseWhileFollowing();
  }

  private void drop(long storedSequence) {
    lock.lock();
    try {
      while (!waiting.isEmpty() && waiting.getFirst().sequence() <= storedSequence) {
        backlog.addAndGet(-waiting.remove().events().size());
      }
    } finally {
      lock.unlock();
    }
    if (storedSequence > stored) {
      tell(storedSequence);
    }
  }

  private boolean pauseWhileFollowing() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(asking > 0 ? LOOK_SOON_MILLIS : LOOK_MILLIS);
      while (followed && !closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
        if (asking > 0) {
          nanos = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(LOOK_SOON_MILLIS));
        }
      }
      return !closed;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits for the history hears that it has come so far. */
  private void tell(long storedSequence) {
    lock.lock();
    try {
      stored = storedSequence;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What waits, up to a bound, so that the history moves on in steps; null: it is to end. */
  private @Nullable Part<E> take() {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          return null;
        }
        if (followed || unseen) {
          return new Part<>(stored, List.of());
        }
        idle = true;
        work.awaitUninterruptibly();
        idle = false;
      }
      gather();
      if (closed && System.nanoTime() - deadlineNanos > 0) {
        return null;
      }
      List<E> events = new ArrayList<>();
      long last = stored;
      while (!waiting.isEmpty() && events.size() < STEP) {
        Part<E> part = waiting.remove();
        events.addAll(part.events());
        last = part.sequence();
      }
      backlog.addAndGet(-events.size());
      return new Part<>(last, events);
    } finally {
      lock.unlock();
    }
  }

  /** Lets more events come, unless there are many or somebody waits for them. */
  private void gather() {
    long nanos = GATHER_NANOS;
    try {
      while (nanos > 0 && asking == 0 && !closed && backlog.get() < STEP) {
        nanos = work.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; what there is will do.
    }
  }

  /** Tries until it is stored; false: it was closed before. */
  private boolean store(Part<E> batch) {
    boolean told = false;
    while (true) {
      try {
        projection.store(batch.events(), batch.sequence());
        return true;
      } catch (RuntimeException e) {
        if (!told) {
          LOG.error("The {}'s history can't be written; trying again until it can", name, e);
          told = true;
        }
      }
      if (!pause(RETRY_MILLIS)) {
        return false;
      }
    }
  }

  private boolean pause(long millis) {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      return !closed;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stores what waits and ends; blocks for some seconds at most. What is not stored by then is made
   * again by the next start. To be called when the machine has stopped.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
