package dev.carillon.wire.socket;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the deadlines of all WebSockets of one event loop, each about twice a second: one
 * timer for all of them, and every time a fifth of them, so that no turn of the loop gets long.
 * Confined to the loop.
 */
final class Heartbeat implements Runnable {
  private static final int SLICES = 5;
  private static final int SLICE_MILLIS = 100;

  private final EventLoop eventLoop;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private @Nullable NettyLink[] links = new NettyLink[16];
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
    }
    link.setHeartbeatPlace(size);
    links[size++] = link;
    if (!scheduled) {
      schedule();
    }
  }

  void remove(NettyLink link) {
    int place = link.heartbeatPlace();
    NettyLink moved = links[--size];
    links[place] = moved;
    links[size] = null;
    if (moved != null) {
      moved.setHeartbeatPlace(place);
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
      NettyLink link = links[next++];
      if (link != null) {
        link.tick(nowNanos, nowMillis);
      }
    }
  }

  private void schedule() {
    scheduled = true;
    Future<?> _ = eventLoop.schedule(this, SLICE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
