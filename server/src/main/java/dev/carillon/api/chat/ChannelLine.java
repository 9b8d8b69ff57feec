package dev.carillon.api.chat;

import dev.carillon.chat.model.ChatEvent;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The events of one channel in their order, see {@link ChannelOrder}. Any thread. */
final class ChannelLine {
  private final ChannelOrder.Teller teller;

  /** Held while the teller hears, so that events come in their order. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition told = lock.newCondition();

  /** Events that wait for their predecessor. */
  private final TreeMap<Long, Waiting> early = new TreeMap<>();

  /** All from this one on are told in full, each once; -1: none came yet. */
  private long first = -1;

  private volatile long last = -1;
  private volatile long waitsSince;

  private record Waiting(ChatEvent event, long exceptSession) {}

  ChannelLine(ChannelOrder.Teller teller) {
    this.teller = teller;
  }

  /**
   * As {@link ChannelOrder#accept}.
   *
   * @return false: its predecessor has not come, so it waits
   */
  boolean accept(ChatEvent event, long exceptSession, long nowMillis) {
    lock.lock();
    try {
      long seq = event.seq();
      if (first < 0) {
        first = seq;
        last = seq - 1;
      }
      if (seq < first) {
        teller.tellLate(event);
        return true;
      }
      if (seq <= last) {
        return true;
      }
      if (seq > last + 1) {
        if (early.isEmpty()) {
          waitsSince = nowMillis;
        }
        early.putIfAbsent(seq, new Waiting(event, exceptSession));
        return false;
      }
      tell(new Waiting(event, exceptSession));
      tellEarly();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Waiting next) {
    // First the number: a teller that fails has had its event.
    last = next.event().seq();
    told.signalAll();
    teller.tell(next.event(), next.exceptSession());
  }

  /** Those whose predecessor has come now. */
  private void tellEarly() {
    while (!early.isEmpty() && early.firstKey() <= last + 1) {
      Waiting next = early.pollFirstEntry().getValue();
      if (next.event().seq() > last) {
        tell(next);
      }
    }
  }

  /** The number of the last event that was told; -1: nothing is known of the channel. */
  long last() {
    return last;
  }

  /** When the event that waits longest came, milliseconds since 1970. */
  long waitsSince() {
    return waitsSince;
  }

  /**
   * Waits until the events up to a number are told. If none ever came, those up to it never need
   * be: nobody here is in the channel.
   *
   * @return false: some have not come in that time
   */
  boolean await(long seq, long millis) {
    lock.lock();
    try {
      if (first < 0) {
        first = seq + 1;
        last = seq;
      }
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (last < seq && nanos > 0) {
        nanos = told.awaitNanos(nanos);
      }
      return last >= seq;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether events wait for their predecessor. */
  boolean isWaiting() {
    lock.lock();
    try {
      return !early.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events up to a number will never come.
   *
   * @return whether some of them were not told
   */
  boolean skipTo(long seq) {
    lock.lock();
    try {
      if (seq <= last) {
        return false;
      }
      last = seq;
      told.signalAll();
      tellEarly();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
