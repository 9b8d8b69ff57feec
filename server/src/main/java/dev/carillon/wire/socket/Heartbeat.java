package dev.carillon.wire.socket;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the deadlines of all WebSockets of one event loop: one timer for all of them, and
 * every time a fifth of them, so that no turn of the loop gets long. A link that needs it is ticked
 * about twice a second; one that said it needs nothing before a moment costs a look into an array
 * until then. Confined to the loop.
 */
final class Heartbeat implements Runnable {
  /** The place of a link that is not looked after. */
  static final int NOWHERE = -1;

  private static final int SLICES = 5;
  private static final int SLICE_MILLIS = 100;

  private final EventLoop eventLoop;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private @Nullable NettyLink[] links = new NettyLink[16];

  /** Before when the link in the same place needs no tick; times are the clock's. */
  private long[] dueNanos = new long[16];

  private int size;
  private int next;
  private boolean scheduled;

  Heartbeat(EventLoop eventLoop, LongSupplier nanoTime, InstantSource clock) {
    this.eventLoop = eventLoop;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  void add(NettyLink link) {
    if (size == links.length) {
      links = Arrays.copyOf(links, size * 2);
      dueNanos = Arrays.copyOf(dueNanos, size * 2);
    }
    link.setHeartbeatPlace(size);
    dueNanos[size] = nanoTime.getAsLong();
    links[size++] = link;
    if (!scheduled) {
      schedule();
    }
  }

  void remove(NettyLink link) {
    int place = link.heartbeatPlace();
    NettyLink moved = links[--size];
    links[place] = moved;
    dueNanos[place] = dueNanos[size];
    links[size] = null;
    if (moved != null) {
      moved.setHeartbeatPlace(place);
    }
    link.setHeartbeatPlace(NOWHERE);
  }

  /** Something happened to {@code link} that may have changed its deadlines. */
  void lookSoon(NettyLink link, long nowNanos) {
    if (link.heartbeatPlace() != NOWHERE) {
      dueNanos[link.heartbeatPlace()] = nowNanos;
    }
  }

  @Override
  public void run() {
    scheduled = false;
    try {
      tickSlice(nanoTime.getAsLong(), clock.millis());
    } finally {
      if (size > 0) {
        schedule();
      }
    }
  }

  private void tickSlice(long nowNanos, long nowMillis) {
    for (int slice = (size + SLICES - 1) / SLICES; slice > 0 && size > 0; slice--) {
      if (next >= size) {
        next = 0;
      }
      int place = next++;
      NettyLink link = links[place];
      if (link != null && dueNanos[place] - nowNanos <= 0) {
        tick(link, nowNanos, nowMillis);
      }
    }
  }

  private void tick(NettyLink link, long nowNanos, long nowMillis) {
    long due = link.tick(nowNanos, nowMillis);
    if (link.heartbeatPlace() != NOWHERE) {
      dueNanos[link.heartbeatPlace()] = due;
    }
  }

  private void schedule() {
    scheduled = true;
    Future<?> _ = eventLoop.schedule(this, SLICE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
