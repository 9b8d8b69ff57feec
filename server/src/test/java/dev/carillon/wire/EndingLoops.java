package dev.carillon.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts and ends event loops of io_uring, each with a few connections, until it is done or dies of
 * it: a process of a test, whose argument is how often.
 */
final class EndingLoops {
  private static final int THREADS = 6;

  private EndingLoops() {}

  static void main(String[] arguments) throws InterruptedException {
    int rounds = Integer.parseInt(arguments[0]);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(() -> rounds(rounds)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void rounds(int count) {
    for (int i = 0; i < count; i++) {
      EventLoops loops = new EventLoops(Transport.IO_URING, 1);
      Channel listener =
          loops
              .listener()
              .childHandler(new Echoes())
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .syncUninterruptibly()
              .channel();
      InetSocketAddress address = (InetSocketAddress) listener.localAddress();
      for (int k = 0; k < 3; k++) {
        echo(address);
      }
      listener.close().syncUninterruptibly();
      loops.stop(1_000);
    }
  }

  private static void echo(InetSocketAddress address) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(new byte[1_000]);
      int _ = socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Echoes extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                  ChannelFuture _ = context.writeAndFlush(message);
                }

                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                  ChannelFuture _ = context.close();
                }
              });
    }
  }
}
