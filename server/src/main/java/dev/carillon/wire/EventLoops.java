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

  /** Ends the threads after what they are doing; waits for it up to the limit. */
  public void stop(long limitMillis) {
    Future<?> _ = group.shutdownGracefully(0, limitMillis, TimeUnit.MILLISECONDS);
    group.terminationFuture().awaitUninterruptibly(limitMillis);
  }
}
