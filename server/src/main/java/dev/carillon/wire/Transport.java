package dev.carillon.wire;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Arrays;
import java.util.List;

/** How sockets are served. The order is the order of preference. */
public enum Transport {
  IO_URING("io_uring") {
    @Override
    public boolean isAvailable() {
      return IoUring.isAvailable();
    }

    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listener() {
      return IoUringServerSocketChannel.class;
    }
  },
  EPOLL("epoll") {
    @Override
    public boolean isAvailable() {
      return Epoll.isAvailable();
    }

    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listener() {
      return EpollServerSocketChannel.class;
    }
  },
  NIO("nio") {
    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listener() {
      return NioServerSocketChannel.class;
    }
  };

  /** The setting that chooses the first that is available. */
  public static final String AUTO = "auto";

  /**
   * Netty 4.2.18 loses reads with it: a connection that sent data and was reset is never heard of
   * again, and answers may hang (netty/netty#17049). Read when io_uring is first used, which may be
   * by the client of Redis: therefore among the flags of every JVM that we start, too.
   */
  private static final String MULTISHOT_POLL = "io.netty.iouring.pollAddMultishotEnabled";

  static {
    if (System.getProperty(MULTISHOT_POLL) == null) {
      System.setProperty(MULTISHOT_POLL, "false");
    }
  }

  private final String word;

  Transport(String word) {
    this.word = word;
  }

  /** What the settings call it. */
  public String word() {
    return word;
  }

  /** Whether this machine and kernel let us. */
  public abstract boolean isAvailable();

  abstract IoHandlerFactory handlers();

  abstract Class<? extends ServerChannel> listener();

  /**
   * The transport that the setting {@code word} names.
   *
   * @throws IllegalArgumentException when it names none, or one that is not available here
   */
  public static Transport named(String word) {
    List<Transport> fitting =
        Arrays.stream(values())
            .filter(transport -> word.equals(AUTO) || word.equals(transport.word))
            .toList();
    return fitting.stream()
        .filter(Transport::isAvailable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                fitting.isEmpty()
                    ? "transport: " + word + " (expected: auto, io_uring, epoll or nio)"
                    : "transport: " + word + " (not available on this machine)"));
  }
}
