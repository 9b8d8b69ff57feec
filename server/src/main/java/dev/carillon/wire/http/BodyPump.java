package dev.carillon.wire.http;

import dev.carillon.http.Body;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sends a body that is not in memory, piece by piece: the next is read when the one before it has
 * left. Runs on a thread of its own, which may block.
 */
final class BodyPump implements Runnable {
  private static final int PIECE_BYTES = 64 << 10;

  private final ChannelHandlerContext ctx;
  private final Body body;
  private final ChannelPromise done;
  private final Runnable progress;

  /**
   * @param done succeeds with the last piece; when it fails, the client got less than it was
   *     promised
   * @param progress called after each piece
   */
  BodyPump(ChannelHandlerContext ctx, Body body, ChannelPromise done, Runnable progress) {
    this.ctx = ctx;
    this.body = body;
    this.done = done;
    this.progress = progress;
  }

  @Override
  public void run() {
    try (InputStream in = body.stream()) {
      int left = body.sizeBytes();
      while (left > 0) {
        byte[] piece = in.readNBytes(Math.min(left, PIECE_BYTES));
        if (piece.length == 0) {
          throw new EOFException(left + " bytes are missing");
        }
        left -= piece.length;
        send(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
        progress.run();
      }
      send(LastHttpContent.EMPTY_LAST_CONTENT);
      done.trySuccess();
    } catch (IOException e) {
      done.tryFailure(e);
    }
  }

  private void send(HttpContent piece) throws IOException {
    ChannelFuture sent = ctx.writeAndFlush(piece).awaitUninterruptibly();
    if (!sent.isSuccess()) {
      throw new IOException("the client is gone", sent.cause());
    }
  }
}
