package dev.carillon.wire.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * The end of one WebSocket, by RFC 6455 section 7: one close frame, after everything that was
 * written before; then the end of our half of the TCP connection; then what the client still sends
 * is thrown away until it ends its half, because closing over unread bytes would reset the
 * connection and the client might never see the close frame. Whatever takes too long is cut.
 * Confined to the event loop.
 */
final class Closing {
  private final ChannelHandlerContext ctx;
  private final WireLoop loop;
  private State state = State.OPEN;
  private boolean frameIsOut;
  private long deadlineNanos;

  private enum State {
    OPEN,
    /** Our close frame is written; the client's is to come. */
    ASKED,
    /** Nothing more is expected from the client, and nothing more is sent. */
    ENDING
  }

  Closing(ChannelHandlerContext ctx, WireLoop loop) {
    this.ctx = ctx;
    this.loop = loop;
  }

  /** Whether what comes in is of no interest any more. */
  boolean isEnding() {
    return state == State.ENDING;
  }

  /** Sends our close frame and waits for the client's. Only while open. */
  void ask(byte[] frame) {
    begin(State.ASKED, frame);
  }

  /** Sends our close frame as the last word. Only while open. */
  void answer(byte[] frame) {
    begin(State.ENDING, frame);
  }

  /** The client's close frame came, or nothing that comes can be understood any more. */
  void heard() {
    if (state == State.ASKED) {
      state = State.ENDING;
      endOutput();
    }
  }

  /** Cuts the connection when its close takes too long. */
  void tick(long nowNanos) {
    if (state != State.OPEN && nowNanos - deadlineNanos >= 0) {
      cut();
    }
  }

  /** Ends the connection at once: what waits to be sent is lost, its memory is free. */
  void cut() {
    if (!frameIsOut) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    // Past TLS, which would wait for a reader that does not read.
    ChannelFuture _ = ctx.pipeline().firstContext().close();
  }

  private void begin(State next, byte[] frame) {
    state = next;
    deadlineNanos = loop.nanoTime() + loop.settings().closeTimeout().toNanos();
    ctx.channel().config().setAutoRead(true);
    ByteBuf bytes = ctx.alloc().directBuffer(frame.length).writeBytes(frame);
    ctx.writeAndFlush(bytes)
        .addListener(written -> {
          if (written.isSuccess()) {
            frameIsOut = true;
            endOutput();
          }
        });
  }

  private void endOutput() {
    if (!frameIsOut || state != State.ENDING) {
      return;
    }
    Channel channel = ctx.channel();
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutDownOutput(channel);
    } else {
      tls.closeOutbound().addListener(_ -> shutDownOutput(channel));
    }
  }

  private static void shutDownOutput(Channel channel) {
    ChannelFuture _ =
        channel instanceof DuplexChannel duplex ? duplex.shutdownOutput() : channel.close();
  }
}
