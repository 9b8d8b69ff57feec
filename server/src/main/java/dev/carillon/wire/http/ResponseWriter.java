package dev.carillon.wire.http;

import dev.carillon.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;

/** Turns a {@link Response} into what Netty writes. Stateless. */
final class ResponseWriter {
  private final HttpDate date;

  ResponseWriter(HttpDate date) {
    this.date = date;
  }

  /**
   * Writes and flushes one response.
   *
   * @param isHead whether only the headers are sent
   * @param isLast whether the connection ends with it
   */
  ChannelFuture write(
      ChannelHandlerContext ctx, Response response, boolean isHead, boolean isLast) {
    byte[] body = response.body().bytes();
    boolean hasBody = mayHaveBody(response.status());
    ByteBuf content =
        hasBody && !isHead && body.length > 0
            ? Unpooled.wrappedBuffer(body)
            : Unpooled.EMPTY_BUFFER;
    FullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), content);
    HttpHeaders headers = message.headers();
    response.headers().forEach(headers::add);
    if (hasBody) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    headers.set(HttpHeaderNames.DATE, date.now());
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    if (headers.contains(HttpHeaderNames.UPGRADE)) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }
    headers.add(
        HttpHeaderNames.CONNECTION, isLast ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
    return ctx.writeAndFlush(message);
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
