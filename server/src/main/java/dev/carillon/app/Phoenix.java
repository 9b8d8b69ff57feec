package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.session.Dialect;
import dev.carillon.http.Route;
import dev.carillon.protocol.phoenix.Channels;
import dev.carillon.protocol.phoenix.PhoenixEndpoint;
import dev.carillon.protocol.phoenix.PhoenixPorts;
import dev.carillon.protocol.phoenix.longpoll.LongPoll;
import dev.carillon.protocol.phoenix.longpoll.LongPollLoop;
import dev.carillon.protocol.phoenix.longpoll.LongPollSessions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one Phoenix socket of the process, which several APIs share: over WebSockets and by long
 * polling, at the addresses that clients make of the documented ones.
 */
final class Phoenix {
  /** Clients append {@code /websocket} themselves, also to an address that ends so already. */
  private static final List<String> SOCKETS =
      List.of("/socket", "/socket/websocket", "/socket/websocket/websocket");

  private static final List<String> POLLS =
      List.of("/socket/longpoll", "/socket/websocket/longpoll");

  private final PhoenixEndpoint endpoint;
  private final LongPollSessions polls;

  /**
   * What it works with.
   *
   * @param loop of the sessions that poll; one of the hub's
   */
  record Parts(
      Hub hub,
      LongPollLoop loop,
      LongSupplier sessionIds,
      Supplier<String> incidents,
      RandomGenerator random,
      InstantSource clock) {}

  Phoenix(Config config, Parts parts, List<Channels<?>> apis) {
    endpoint =
        new PhoenixEndpoint(
            Translation.phoenix(config),
            new PhoenixPorts(parts.hub(), parts.sessionIds(), System::nanoTime, parts.incidents()),
            apis);
    polls =
        new LongPollSessions(
            Translation.longPoll(config),
            new LongPollSessions.Parts(
                endpoint, parts.loop(), parts.random(), System::nanoTime, parts.clock()));
  }

  Map<String, Dialect> dialects() {
    Map<String, Dialect> dialects = new LinkedHashMap<>();
    SOCKETS.forEach(path -> dialects.put(path, endpoint));
    return dialects;
  }

  List<Route> routes() {
    return new LongPoll(polls).routes(POLLS);
  }

  LongPollSessions polls() {
    return polls;
  }
}
