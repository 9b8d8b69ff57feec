package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.session.CloseReason;
import dev.carillon.gate.Gate;
import dev.carillon.http.Router;
import dev.carillon.protocol.phoenix.longpoll.LongPoll;
import dev.carillon.protocol.phoenix.longpoll.LongPollLoop;
import dev.carillon.protocol.phoenix.longpoll.LongPollSessions;
import dev.carillon.protocol.phoenix.longpoll.LongPollSettings;
import dev.carillon.protocol.phoenix.presence.ChannelPresence;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Endpoint;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.Transport;
import dev.carillon.wire.http.Apis;
import dev.carillon.wire.http.Server;
import dev.carillon.wire.http.ServerSettings;
import dev.carillon.wire.http.WireMetrics;
import dev.carillon.wire.socket.WebSocketSettings;
import dev.carillon.wire.socket.WebSockets;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on a free port with {@link Rooms} and, where clients are present, {@code hall:*}; over
 * WebSockets and by long polling.
 */
public final class PhoenixServer implements AutoCloseable {
  /** How long a connect that is refused waits for being told so. */
  public static final Duration REFUSAL_HOLD = Duration.ofMillis(200);

  private static final long WINDOW_MILLIS = 75;

  private final AtomicLong ids = new AtomicLong();
  private final EventLoops loops = new EventLoops(Transport.NIO, 2);
  private final WebSockets sockets =
      new WebSockets(
          WebSocketSettings.DEFAULTS,
          new WebSockets.Parts(
              loops, System::nanoTime, InstantSource.system(), () -> "wire-incident"));
  private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
  private final LongPollLoop pollLoop;
  private final LongPollSessions polls;
  private final ChannelPresence presence;
  private final Server server;
  private final InetSocketAddress address;
  private final Rooms rooms;

  public PhoenixServer() {
    this(LongPollSettings.DEFAULTS);
  }

  public PhoenixServer(LongPollSettings settings) {
    InstantSource clock = InstantSource.system();
    List<Loop> all = new ArrayList<>(sockets.loops());
    pollLoop = new LongPollLoop(all.size());
    all.add(pollLoop);
    Hub hub = Hub.over(all, new LocalBus(1), new History(List.of(), 0), HubListener.NONE);
    rooms = new Rooms(hub, clock);
    presence =
        new ChannelPresence(
            hub,
            clock,
            "r",
            Duration.ofSeconds(3),
            new Presence.Sharing(new Alone(""), "test", Runnable::run));
    PhoenixEndpoint endpoint =
        new PhoenixEndpoint(
            PhoenixSettings.DEFAULTS.withRefusalHold(REFUSAL_HOLD),
            new PhoenixPorts(hub, ids::incrementAndGet, System::nanoTime, () -> "incident"),
            List.of(rooms.channels(), halls()));
    polls =
        new LongPollSessions(
            settings,
            new LongPollSessions.Parts(
                endpoint, pollLoop, new SecureRandom(), System::nanoTime, clock));
    Router router =
        new Router(new LongPoll(polls).routes(List.of("/socket/longpoll")), () -> "incident");
    server =
        new Server(
            ServerSettings.DEFAULT,
            new Apis(router, Map.of("/socket/websocket", endpoint)),
            new Server.Parts(loops, Gate.open(), sockets, sockets, WireMetrics.NONE));
    address = server.listen(new Endpoint("127.0.0.1", 0, false));
    var _ =
        timer.scheduleAtFixedRate(
            presence::flush, WINDOW_MILLIS, WINDOW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Channels<String> halls() {
    return Channels.<String>of("halls", _ -> new Connect.Accepted<>(""))
        .route("hall:*", this::hall);
  }

  private void hall(Join<String> join) {
    join.accept(
        Replies.EMPTY,
        socket -> {
          ChannelPresence.Tracked tracked =
              presence.track(
                  socket, join.payload().string("as"), Payload.of("{\"mood\":\"good\"}"));
          return push -> {
            tracked.update(push.raw());
            push.ok();
          };
        });
  }

  public int port() {
    return address.getPort();
  }

  /** An open WebSocket that speaks version 2. */
  public RawWebSocket connect() {
    return RawWebSocket.open(port(), "/socket/websocket?vsn=2.0.0");
  }

  /** What the rooms saw, in its order. */
  public List<String> seen() {
    return rooms.seen;
  }

  /** How many sessions poll. */
  public int polling() {
    return polls.count();
  }

  /** Closes all WebSockets that are open. */
  public void cutAll() {
    sockets.close(Integer.MAX_VALUE, () -> CloseReason.restart(100));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    polls.close();
    boolean _ = server.drain(Duration.ZERO, Duration.ofSeconds(5));
    pollLoop.close();
    loops.stop(2_000);
  }
}
