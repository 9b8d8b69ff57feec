package dev.carillon.machine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a machine, bounded, and the machine's sleep. Any thread may offer; the rest is the
 * machine's.
 */
final class Inbox<W> {
  private final MpscArrayQueue<W> queue;
  private volatile @Nullable Thread sleeper;

  Inbox(int capacity) {
    queue = new MpscArrayQueue<>(capacity);
  }

  /** False: it is full. */
  boolean offer(W waiting) {
    if (!queue.offer(waiting)) {
      return false;
    }
    wake();
    return true;
  }

  private void wake() {
    // Either the machine sees what was offered, or we see that it sleeps: each writes, then reads.
    VarHandle.fullFence();
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  @Nullable W poll() {
    return queue.poll();
  }

  int size() {
    return queue.size();
  }

  /** Sleeps until something is offered, or the time is over; may return early. */
  void sleep(long nanos) {
    sleeper = Thread.currentThread();
    if (queue.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
  }
}
