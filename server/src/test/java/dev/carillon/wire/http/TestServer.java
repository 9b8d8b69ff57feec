package dev.carillon.wire.http;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.gate.Gate;
import dev.carillon.gate.TurnedAway;
import dev.carillon.http.Body;
import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.http.Router;
import dev.carillon.wire.Endpoint;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.OpenSockets;
import dev.carillon.wire.Transport;
import dev.carillon.wire.WebSocketUpgrade;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port with a few routes, and {@code /ws}, where an upgraded connection echoes
 * bytes.
 */
final class TestServer implements AutoCloseable {
  static final int STREAMED_BYTES = 8 << 20;
  static final int FILE_BYTES = 3_000_001;

  final CopyOnWriteArrayList<String> handled = new CopyOnWriteArrayList<>();
  final CopyOnWriteArrayList<Handshake> handshakes = new CopyOnWriteArrayList<>();
  final CopyOnWriteArrayList<TurnedAway> turnedAway = new CopyOnWriteArrayList<>();
  final CountDownLatch slow = new CountDownLatch(1);
  final Echo echo = new Echo();
  final EventLoops loops;
  final Server server;
  final InetSocketAddress address;
  private volatile @Nullable Admission answer;
  private volatile Duration hold = Duration.ZERO;

  TestServer() {
    this(ServerSettings.DEFAULT, Gate.open(), Transport.NIO, false);
  }

  TestServer(ServerSettings settings) {
    this(settings, Gate.open(), Transport.NIO, false);
  }

  TestServer(Gate gate) {
    this(ServerSettings.DEFAULT, gate, Transport.NIO, false);
  }

  TestServer(ServerSettings settings, Gate gate, Transport transport, boolean isProxied) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    loops = new EventLoops(transport, 2);
    Router router = new Router(routes(), () -> "incident1");
    server =
        new Server(
            settings,
            new Apis(router, Map.of("/ws", dialect(), "/", dialect())),
            new Server.Parts(loops, gate, echo, echo, metrics()));
    address = server.listen(new Endpoint("127.0.0.1", 0, isProxied));
  }

  HttpClientSocket client() {
    return HttpClientSocket.connect(address);
  }

  /** From now on {@code /ws} answers so. */
  void answerSessions(Admission admission) {
    answer = admission;
  }

  /** From now on who is refused at {@code /ws} waits for so long. */
  void holdRefused(Duration time) {
    hold = time;
  }

  /** A session that nobody will ask for: the echo needs none. */
  static Admission accepted() {
    return new Admission.Accepted(
        null,
        _ -> {
          throw new AssertionError("the echo needs no session");
        });
  }

  @Override
  public void close() {
    slow.countDown();
    boolean _ = server.drain(Duration.ZERO, Duration.ofSeconds(5));
    loops.stop(5_000);
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/", "A page", _ -> Response.html(200, "<h1>console</h1>")),
        Route.get("/whoami", "The peer", this::whoAmI),
        Route.get("/things/{id}", "A thing", request -> echo(request, request.parameter("id"))),
        Route.post(
            "/things", "Its length", request -> echo(request, "" + request.body().sizeBytes())),
        Route.post("/json", "A field", r -> Response.text(200, r.json().string("name"))),
        Route.post("/stream", "Counts as it comes", this::stream).streamsUpTo(STREAMED_BYTES),
        Route.post("/early", "Reads nothing", _ -> Response.text(401, "no"))
            .streamsUpTo(STREAMED_BYTES),
        Route.get("/file", "Not in memory", _ -> file()),
        Route.get("/big", "Text", this::big),
        Route.get(
            "/evil",
            "Split",
            _ -> Response.empty(303).withHeader("Location", "/a\r\nSet-Cookie: b")),
        Route.get("/slow", "Waits", this::slow),
        Route.get("/bug", "Fails", _ -> broken()),
        Route.get("/busy", "No", _ -> refuse()));
  }

  private Response whoAmI(Request request) {
    return Response.text(
        200,
        request.remoteAddress()
            + (request.isSecure() ? " secure " : " plain ")
            + request.header("Host").orElse(""));
  }

  private Response echo(Request request, String text) {
    handled.add(request.method() + " " + text);
    return Response.text(request.method() == Method.POST ? 201 : 200, text);
  }

  private Response big(Request request) {
    handled.add("big");
    return Response.text(200, "all work and no play ".repeat(1_000));
  }

  private Response stream(Request request) {
    handled.add("stream begins");
    long count = 0;
    try (InputStream in = request.body().stream()) {
      if (request.queryParameter("wait").isPresent()) {
        awaitSlow();
      }
      byte[] piece = new byte[10_000];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        count += n;
        handled.add("so far " + count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Problem problem) {
      handled.add(problem.code());
      throw problem;
    }
    return Response.text(200, "" + count);
  }

  private static Response file() {
    byte[] bytes = new byte[FILE_BYTES];
    Arrays.fill(bytes, (byte) 'f');
    Body body = Body.ofStream(bytes.length, () -> new ByteArrayInputStream(bytes));
    return new Response(200, Headers.of("Content-Type", "application/x-test"), body);
  }

  private Response slow(Request request) {
    handled.add("slow");
    awaitSlow();
    return echo(request, "slow done");
  }

  private void awaitSlow() {
    try {
      slow.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Response broken() {
    throw new IllegalStateException("the secret is 42");
  }

  private static Response refuse() {
    throw Problem.unavailable("starting", 3);
  }

  private Dialect dialect() {
    return new Dialect() {
      @Override
      public String name() {
        return "echo";
      }

      @Override
      public Admission admit(Handshake handshake) {
        handshakes.add(handshake);
        Admission given = answer;
        return given == null ? accepted() : given;
      }

      @Override
      public Duration refusalHold() {
        return hold;
      }
    };
  }

  private WireMetrics metrics() {
    return new WireMetrics() {
      @Override
      public void turnedAway(TurnedAway reason) {
        turnedAway.add(reason);
      }
    };
  }

  /** Stands in for the WebSocket half. */
  static final class Echo implements WebSocketUpgrade, OpenSockets {
    final CopyOnWriteArrayList<Channel> open = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<CloseReason> closed = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Response> refusal(HttpRequest request) {
      return request.headers().contains("Sec-WebSocket-Version", "13", false)
          ? Optional.empty()
          : Optional.of(
              Problem.of(426, "UPGRADE_REQUIRED", "version 13")
                  .withHeader("Sec-WebSocket-Version", "13")
                  .toResponse());
    }

    @Override
    public void upgrade(
        ChannelHandlerContext ctx,
        HttpRequest request,
        Handshake handshake,
        Dialect dialect,
        Admission.Accepted accepted) {
      Channel channel = ctx.channel();
      open.add(channel);
      Future<?> _ = channel.closeFuture().addListener(_ -> open.remove(channel));
      String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
      ChannelPipeline pipeline = channel.pipeline().addLast(new EchoBytes());
      pipeline.remove(HttpConnection.class);
      pipeline.remove(ResponseEncoder.class);
      Future<?> _ = channel.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII));
      pipeline.remove(RequestDecoder.class);
    }

    @Override
    public int count() {
      return open.size();
    }

    @Override
    public void close(int atMost, Supplier<CloseReason> reasons) {
      for (Channel channel : open.stream().limit(atMost).toList()) {
        closed.add(reasons.get());
        Future<?> _ = channel.close();
      }
    }
  }

  private static final class EchoBytes extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      Future<?> _ = ctx.writeAndFlush(bytes.retain());
    }
  }
}
