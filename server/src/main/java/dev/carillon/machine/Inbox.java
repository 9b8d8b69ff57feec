package dev.carillon.machine;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a machine, bounded, and the machine's sleep. Any thread may offer; the rest is the
 * machine's.
 */
public final class Inbox<W> {
  private final MpscArrayQueue<W> queue;
  private final Queue<W> urgent = new ConcurrentLinkedQueue<>();
  private final ReentrantLock draining = new ReentrantLock();
  private volatile @Nullable Thread sleeper;

  public Inbox(int capacity) {
    queue = new MpscArrayQueue<>(capacity);
  }

  /** False: it is full. */
  public boolean offer(W waiting) {
    if (!queue.offer(waiting)) {
      return false;
    }
    wake();
    return true;
  }

  /** Goes before all others and always finds room: for those who can't be many at once. */
  public void urgent(W waiting) {
    urgent.add(waiting);
    wake();
  }

  private void wake() {
    // Either the machine sees what was offered, or we see that it sleeps: each writes, then reads.
    VarHandle.fullFence();
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  public @Nullable W poll() {
    W first = urgent.poll();
    return first == null ? queue.poll() : first;
  }

  /**
   * Takes out what came between the machine's last work and its end. Any thread, when the machine
   * polls no more.
   */
  public void drain(Consumer<W> left) {
    draining.lock();
    try {
      for (W each = poll(); each != null; each = poll()) {
        left.accept(each);
      }
    } finally {
      draining.unlock();
    }
  }

  public int size() {
    return queue.size() + urgent.size();
  }

  /** Sleeps until something is offered, or the time is over; may return early. */
  public void sleep(long nanos) {
    sleeper = Thread.currentThread();
    if (queue.isEmpty() && urgent.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
  }
}
