package dev.carillon.app;

import dev.carillon.gate.Gate;
import dev.carillon.gate.TurnedAway;
import dev.carillon.ops.Metrics;
import dev.carillon.protocol.phoenix.longpoll.LongPollSessions;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.wire.http.WireMetrics;
import dev.carillon.wire.socket.WebSocketCount;
import dev.carillon.wire.socket.WebSockets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Connects what the parts count with the {@link Metrics} of the process. Any thread. */
final class Figures implements WireMetrics, CommitListener {
  /** The classes of HTTP statuses: 1xx to 5xx. */
  private static final int CLASSES = 5;

  private final Metrics metrics;
  private final Map<TurnedAway, Counter> turnedAway = new EnumMap<>(TurnedAway.class);
  private final Timer[] requests = new Timer[CLASSES];
  private final Timer commits;
  private final LongAdder writes = new LongAdder();

  Figures(Metrics metrics) {
    this.metrics = metrics;
    for (TurnedAway reason : TurnedAway.values()) {
      turnedAway.put(
          reason,
          metrics.counter(
              "carillon.turned.away",
              "connections and handshakes that were refused",
              "reason",
              reason.label()));
    }
    for (int i = 0; i < CLASSES; i++) {
      requests[i] =
          Timer.builder("carillon.http.requests")
              .description("answered HTTP requests")
              .tag("status", (i + 1) + "xx")
              .register(metrics.registry());
    }
    commits =
        Timer.builder("carillon.commit")
            .description("one commit of the storage with all that gathered for it")
            .register(metrics.registry());
    metrics.counter("carillon.commit.writes", "writes committed", writes, LongAdder::sum);
  }

  /** What the engine counts with; a new one at each call. */
  EngineMeters ofEngine() {
    return new EngineMeters(metrics, "carillon.engine");
  }

  /** What the desk counts with; a new one at each call. */
  EngineMeters ofDesk() {
    return new EngineMeters(metrics, "carillon.desk");
  }

  Metrics metrics() {
    return metrics;
  }

  @Override
  public void turnedAway(TurnedAway reason) {
    Counter counter = turnedAway.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void answered(int status, long bodyBytes, long nanos) {
    int place = Math.clamp(status / 100 - 1, 0, CLASSES - 1);
    requests[place].record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void committed(int committed, long nanos, int waiting) {
    writes.add(committed);
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** From now on the figures of these parts are told too. */
  void watch(WebSockets sockets, Hubs hubs, Gate gate) {
    metrics.gauge("carillon.connections", "open WebSockets", sockets, WebSockets::count);
    metrics.gauge(
        "carillon.outbox.bytes", "bytes waiting for readers", sockets, WebSockets::backlogBytes);
    metrics.gauge("carillon.tcp.connections", "open connections", gate, Gate::connections);
    metrics.gauge(
        "carillon.hub.backlog", "events waiting at the fullest shard", hubs, Hubs::backlog);
    metrics.gauge("carillon.history.bytes", "memory of the kept events", hubs, Hubs::historyBytes);
    count(sockets, "carillon.opened", "WebSockets opened", WebSocketCount.OPENED);
    count(
        sockets, "carillon.messages.received", "messages from clients", WebSocketCount.MESSAGES_IN);
    count(sockets, "carillon.received.bytes", "payloads from clients", WebSocketCount.BYTES_IN);
    count(
        sockets,
        "carillon.frames.sent",
        "data frames written to clients",
        WebSocketCount.FRAMES_OUT);
    count(sockets, "carillon.sent.bytes", "of data frames, as written", WebSocketCount.BYTES_OUT);
    count(
        sockets,
        "carillon.slow.consumers",
        "connections closed because their reader was too slow",
        WebSocketCount.SLOW_CONSUMERS);
    count(
        sockets,
        "carillon.protocol.errors",
        "connections closed because the client broke the protocol",
        WebSocketCount.PROTOCOL_ERRORS);
    count(
        sockets, "carillon.crashes", "connections closed by a bug of ours", WebSocketCount.CRASHES);
    for (String code : sockets.closes().keySet()) {
      metrics.counter(
          "carillon.closed",
          "closed WebSockets",
          "code",
          code,
          () -> sockets.closes().getOrDefault(code, 0L));
    }
  }

  /** And those of sessions that poll. */
  void watch(LongPollSessions polls) {
    metrics.gauge(
        "carillon.longpoll.sessions", "Phoenix sockets that poll", polls, LongPollSessions::count);
  }

  private void count(WebSockets sockets, String name, String about, WebSocketCount what) {
    metrics.counter(name, about, sockets, open -> open.count(what));
  }
}
