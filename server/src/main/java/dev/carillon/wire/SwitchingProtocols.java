package dev.carillon.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The moment in which a connection stops being HTTP. On the connection's event loop. */
final class SwitchingProtocols {
  private SwitchingProtocols() {}

  /**
   * Writes 101 with {@code headers}, and leaves of the pipeline only what stands before HTTP (TLS)
   * and {@code next}, which hears at once what the client sent behind its request.
   *
   * @return the writing of the 101, which was not flushed
   */
  static ChannelFuture to(Channel channel, HttpHeaders headers, ChannelHandler next) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response.headers().set(headers);
    ChannelPipeline pipeline = channel.pipeline();
    ChannelFuture written = pipeline.context(HttpConnection.class).write(response);
    pipeline.addLast(next);
    pipeline.remove(HttpConnection.class);
    pipeline.remove(ResponseEncoder.class);
    pipeline.remove(RequestDecoder.class);
    return written;
  }
}
