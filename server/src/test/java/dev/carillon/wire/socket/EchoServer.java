package dev.carillon.wire.socket;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The WebSocket half alone, with just enough HTTP before it, speaking to {@link EchoSession}s. Its
 * clock for deadlines also goes when a test says so.
 */
final class EchoServer implements AutoCloseable, Dialect {
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong incidents = new AtomicLong();
  private final AtomicLong aheadNanos = new AtomicLong();
  private final Queue<EchoSession> opened = new ConcurrentLinkedQueue<>();
  private final EventLoops loops;
  private final WebSockets webSockets;
  private final Channel listener;

  private EchoServer(Transport transport, WebSocketSettings settings, @Nullable SslContext tls) {
    loops = new EventLoops(transport, 1);
    webSockets =
        new WebSockets(
            settings,
            new WebSockets.Parts(
                loops,
                () -> System.nanoTime() + aheadNanos.get(),
                InstantSource.system(),
                () -> "test-" + incidents.incrementAndGet()));
    listener =
        loops
            .listener()
            .childOption(ChannelOption.SO_SNDBUF, 32 * 1024)
            .childHandler(new Pipeline(tls))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  /** On a transport; a test is skipped when this machine does not have it. */
  static EchoServer on(Transport transport) {
    return on(transport, WebSocketSettings.DEFAULTS);
  }

  static EchoServer on(Transport transport, WebSocketSettings settings) {
    Assumptions.assumeTrue(transport.isAvailable(), transport + " is not available here");
    return new EchoServer(transport, settings, null);
  }

  static EchoServer withTls(SslContext tls) {
    return new EchoServer(Transport.named(Transport.AUTO), WebSocketSettings.DEFAULTS, tls);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  WebSockets webSockets() {
    return webSockets;
  }

  /** A client that was upgraded; {@code headers} are lines. */
  RawWebSocket open(String... headers) {
    return RawWebSocket.open(port(), "/", headers);
  }

  /** The session of the next connection that was opened. */
  EchoSession nextSession() {
    Await.until(() -> !opened.isEmpty());
    return opened.remove();
  }

  /** Lets deadlines come nearer. */
  void advance(Duration time) {
    aheadNanos.addAndGet(time.toNanos());
  }

  /** Waits until every connection is gone. */
  void awaitEmpty() {
    Await.until(() -> webSockets.count() == 0);
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Admission admit(Handshake handshake) {
    return new Admission.Accepted(
        handshake.subprotocols().isEmpty() ? null : handshake.subprotocols().getFirst(),
        this::session);
  }

  private Session session(Link link) {
    EchoSession session = new EchoSession(sessions.incrementAndGet(), link);
    opened.add(session);
    return session;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.stop(1_000);
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    private final @Nullable SslContext tls;

    Pipeline(@Nullable SslContext tls) {
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      channel.pipeline().addLast(new HttpServerCodec(), new Upgrades());
    }
  }

  private final class Upgrades extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
      List<String> subprotocols = request.headers().getAll("Sec-WebSocket-Protocol");
      Handshake handshake =
          new Handshake(request.uri(), Map.of(), Map.of(), subprotocols, "127.0.0.1");
      if (webSockets.refusal(request).isEmpty()
          && admit(handshake) instanceof Admission.Accepted accepted) {
        webSockets.upgrade(ctx, request, handshake, EchoServer.this, accepted);
      } else {
        ChannelFuture _ = ctx.close();
      }
    }
  }
}
