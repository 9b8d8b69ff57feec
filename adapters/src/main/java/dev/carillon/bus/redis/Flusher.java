package dev.carillon.bus.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was said on wires: at once when there was nothing to send lately, and else together
 * with all that is said within {@link #PAUSE_NANOS}. Of 10,000 notes a second each would be a
 * packet, with its system calls here, in Redis and at each node that hears it; so they are 1,000.
 *
 * <p>One thread of its own; {@link #flush} is for any.
 */
final class Flusher {
  private static final Logger log = LoggerFactory.getLogger(Flusher.class);
  private static final long PAUSE_NANOS = 1_000_000;

  private final Queue<Wire> due = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  Flusher(String name) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has what was said on a wire sent soon. Does not block. */
  void flush(Wire wire) {
    due.add(wire);
    wake();
  }

  /** Nothing is sent any more. Does not wait. */
  void close() {
    closed = true;
    wake();
  }

  private void wake() {
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      if (sendAll()) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      } else {
        idle = true;
        // Who came before that was written did not wake this thread.
        if (due.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        idle = false;
      }
    }
  }

  private boolean sendAll() {
    boolean any = false;
    for (Wire wire = due.poll(); wire != null; wire = due.poll()) {
      send(wire);
      any = true;
    }
    return any;
  }

  /** A bug costs the wire, whose owner makes another, and not all that is said from then on. */
  private static void send(Wire wire) {
    try {
      wire.send();
    } catch (RuntimeException bug) {
      log.error("what was said to Redis can't be sent; the connection is given up", bug);
      wire.close();
    }
  }
}
