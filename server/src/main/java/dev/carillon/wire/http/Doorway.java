package dev.carillon.wire.http;

import dev.carillon.gate.TrustedProxies;
import dev.carillon.gate.TurnedAway;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives the connections of one listener: counts them, and builds their pipelines. In their
 * order: PROXY header, TLS, request decoder, response encoder, {@link HttpConnection}.
 */
final class Doorway extends ChannelInitializer<SocketChannel> {
  private final HttpParts parts;
  private final WireMetrics metrics;
  private final TrustedProxies proxies;
  private final @Nullable SslContext tls;
  private final boolean isProxied;

  Doorway(
      HttpParts parts,
      WireMetrics metrics,
      TrustedProxies proxies,
      @Nullable SslContext tls,
      boolean isProxied) {
    this.parts = parts;
    this.metrics = metrics;
    this.proxies = proxies;
    this.tls = tls;
    this.isProxied = isProxied;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Visit visit = new Visit(channel, parts.gate(), proxies, tls != null);
    Optional<TurnedAway> turnedAway = parts.gate().accepted();
    parts.open().opened();
    metrics.opened();
    Future<?> _ =
        channel
            .closeFuture()
            .addListener(_ -> {
              visit.ends();
              parts.open().closed();
              metrics.closed();
            });
    if (turnedAway.isPresent()) {
      metrics.turnedAway(turnedAway.get());
      Future<?> _ = channel.close();
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    if (isProxied) {
      pipeline.addLast(new HAProxyMessageDecoder(), new ProxyHeader(visit));
    }
    if (tls != null) {
      SslHandler handler = tls.newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(parts.limits().pace().headMillis());
      pipeline.addLast(handler);
    }
    HttpConnection connection = new HttpConnection(channel, parts, visit);
    pipeline.addLast(
        new RequestDecoder(parts.limits(), connection::bytesArrived),
        new ResponseEncoder(),
        connection);
  }
}
