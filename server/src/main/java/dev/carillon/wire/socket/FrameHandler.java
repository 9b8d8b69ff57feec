package dev.carillon.wire.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler of a WebSocket's pipeline, but for TLS: what the channel tells goes to its link.
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

  private @Nullable NettyLink link;

  void serve(NettyLink opened) {
    link = opened;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (link != null && message instanceof ByteBuf bytes) {
        link.reader().read(bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (link != null && ctx.channel().isWritable()) {
      link.writable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (link == null || cause instanceof IOException || cause instanceof DecoderException) {
      // A client that is gone, or bad TLS records: its trouble, not ours.
      LOG.debug("{}: {}", ctx.channel(), cause.toString());
      ChannelFuture _ = ctx.close();
    } else {
      link.crashed(cause);
    }
  }
}
