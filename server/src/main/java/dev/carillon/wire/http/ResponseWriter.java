package dev.carillon.wire.http;

import dev.carillon.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;

/** Turns a {@link Response} into what Netty writes. Stateless. */
final class ResponseWriter {
  private final HttpDate date;
  private final Executor threads;

  /**
   * @param threads a thread for each body that is not in memory
   */
  ResponseWriter(HttpDate date, Executor threads) {
    this.date = date;
    this.threads = threads;
  }

  /**
   * Writes and flushes one response.
   *
   * @param isHead whether only the headers are sent
   * @param isLast whether the connection ends with it
   * @param progress called by another thread after each piece of a body that is not in memory
   */
  ChannelFuture write(
      ChannelHandlerContext ctx,
      Response response,
      boolean isHead,
      boolean isLast,
      Runnable progress) {
    if (response.body().isStream() && !isHead) {
      writeHead(ctx, response, isLast);
      ChannelPromise done = ctx.newPromise();
      threads.execute(new BodyPump(ctx, response.body(), done, progress));
      return done;
    }
    return writeWhole(ctx, response, isHead, isLast);
  }

  private ChannelFuture writeWhole(
      ChannelHandlerContext ctx, Response response, boolean isHead, boolean isLast) {
    boolean hasBody = mayHaveBody(response.status());
    ByteBuf content =
        hasBody && !isHead && response.body().sizeBytes() > 0
            ? Unpooled.wrappedBuffer(response.body().bytes())
            : Unpooled.EMPTY_BUFFER;
    FullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), content);
    addHeaders(message.headers(), response, isLast);
    return ctx.writeAndFlush(message);
  }

  private void writeHead(ChannelHandlerContext ctx, Response response, boolean isLast) {
    HttpResponse message =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
    addHeaders(message.headers(), response, isLast);
    Future<?> _ = ctx.writeAndFlush(message);
  }

  private void addHeaders(HttpHeaders headers, Response response, boolean isLast) {
    response.headers().forEach(headers::add);
    if (mayHaveBody(response.status())) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, response.body().sizeBytes());
    }
    headers.set(HttpHeaderNames.DATE, date.now());
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    if (headers.contains(HttpHeaderNames.UPGRADE)) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }
    headers.add(
        HttpHeaderNames.CONNECTION, isLast ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
  }

  /** Tells a client that waits with its body to go on. */
  void writeContinue(ChannelHandlerContext ctx) {
    Future<?> _ =
        ctx.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
  }

  /** RFC 9110 section 6.4.1. */
  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 304;
  }
}
