package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A Phoenix endpoint with {@link Rooms} on one loop that the test turns by hand. */
final class PhoenixWorld {
  final FakeClock clock = new FakeClock();
  final FakeLoop loop = new FakeLoop();
  final Hub hub =
      Hub.over(
          List.of(loop),
          new LocalBus(7),
          new History(
              List.of(
                  new HistoryRule(
                      Objects.requireNonNull(TopicPattern.parse(Rooms.SPACE, "log.**")),
                      100,
                      60_000)),
              1 << 20),
          HubListener.NONE);
  final Rooms rooms = new Rooms(hub, clock);
  final List<String> incidents = new ArrayList<>();
  final PhoenixEndpoint endpoint;

  PhoenixWorld() {
    this(PhoenixSettings.DEFAULTS);
  }

  PhoenixWorld(PhoenixSettings settings) {
    AtomicLong ids = new AtomicLong();
    endpoint =
        new PhoenixEndpoint(
            settings,
            new PhoenixPorts(hub, ids::incrementAndGet, clock::nanos, this::newIncident),
            List.of(rooms.channels()));
  }

  private String newIncident() {
    incidents.add("incident" + incidents.size());
    return incidents.getLast();
  }

  /** A socket that speaks version 2. */
  PhoenixClient connect() {
    return connect("2.0.0");
  }

  PhoenixClient connect(String vsn) {
    return connect(Map.of("vsn", List.of(vsn)));
  }

  /** A socket whose client does not say its version. */
  PhoenixClient connectPlain() {
    return connect(Map.of());
  }

  PhoenixClient connect(Map<String, List<String>> query) {
    return new PhoenixClient(this, (Admission.Accepted) admit(query, Map.of(), List.of()));
  }

  Admission admit(
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      List<String> subprotocols) {
    return endpoint.admit(
        new Handshake("/socket/websocket", query, headers, subprotocols, "127.0.0.1"));
  }
}
