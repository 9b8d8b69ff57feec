package dev.carillon.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The threads that own all connections. Any thread. */
public final class EventLoops {
  private final Transport transport;
  private final MultiThreadIoEventLoopGroup group;
  private final List<EventLoop> loops;

  /**
   * Starts them.
   *
   * @param count how many; the processors given to the server, never more
   */
  public EventLoops(Transport transport, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
    }
    this.transport = transport;
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("loop", true), transport.handlers());
    List<EventLoop> all = new ArrayList<>(count);
    for (EventExecutor executor : group) {
      all.add((EventLoop) executor);
    }
    this.loops = List.copyOf(all);
  }

  public Transport transport() {
    return transport;
  }

  public int count() {
    return loops.size();
  }

  /** In their order: the index in this list is the loop's number. */
  public List<EventLoop> all() {
    return loops;
  }

  /** Begins a listener whose connections these loops own. */
  public ServerBootstrap listener() {
    return new ServerBootstrap().group(group).channel(transport.listener());
  }

  /**
   * Ends the threads after what they are doing; waits for it up to the limit.
   *
   * <p>Each loop ends itself, once all that woke it from here has come. To end it from outside
   * wakes it too, and the io_uring loop of Netty 4.2.18 does not wait for that: it frees the memory
   * into which the kernel then reads the wake-up, and the process dies of a broken heap.
   */
  public void stop(long limitMillis) {
    AtomicBoolean woken = new AtomicBoolean();
    for (EventLoop loop : loops) {
      if (!loop.isShuttingDown()) {
        loop.execute(new End(loop, woken, limitMillis));
      }
    }
    woken.set(true);
    group.terminationFuture().awaitUninterruptibly(limitMillis);
  }

  /** Ends a loop, on its own thread. */
  private record End(EventLoop loop, AtomicBoolean woken, long limitMillis) implements Runnable {
    @Override
    public void run() {
      if (woken.get()) {
        Future<?> _ = loop.shutdownGracefully(0, limitMillis, TimeUnit.MILLISECONDS);
      } else {
        Future<?> _ = loop.schedule(this, 1, TimeUnit.MILLISECONDS);
      }
    }
  }
}
