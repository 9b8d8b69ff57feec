package dev.carillon.core.simulation;

import dev.carillon.core.bus.ClusterBus;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.bus.SimulatedLog;
import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.session.Outbox;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.RecorderLink;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A node with its hub, and a witness of all that it hands on. */
final class Server {
  static final TopicPattern LOGGED = pattern("k.**");
  static final TopicPattern VOLATILE = pattern("v.**");

  final SimulatedCluster cluster;
  final ClusterBus bus;
  final Hub hub;
  final SimulatedLoop loop;
  private final RecorderLink witness;
  private final Set<String> handedOn = new HashSet<>();
  private boolean alive = true;
  private int published;
  private int answered;
  private int lost;

  Server(String name, World world) {
    SimulatedTime time = world.time;
    SimulatedCarrier carrier = world.carrier;
    loop = new SimulatedLoop(time);
    cluster = carrier.node(name);
    SimulatedLog log = new SimulatedLog(cluster, world.log);
    bus = new ClusterBus(cluster, log, carrier.blocking(name), time::nowMillis, world.settings);
    History history = new History(List.of(new HistoryRule(LOGGED, 1_000, 1L << 40)), 1L << 30);
    hub = Hub.over(List.of(loop), bus, history, HubListener.NONE);
    witness = new RecorderLink(loop);
    Outbox outbox = new Outbox(1, witness, 1 << 30);
    shard().subscribe(outbox, pattern("**"), Subscription.Options.all(Server::encode));
    cluster.start();
    time.every(
        100,
        () -> {
          if (alive) {
            bus.tick();
          }
        });
  }

  static TopicPattern pattern(String text) {
    return Objects.requireNonNull(TopicPattern.parse("t", text));
  }

  /** {@code topic|publisher|number|offset}. */
  static Frame encode(Event event) {
    Publication publication = event.publication();
    Offset offset = event.offset();
    return Frame.text(
        publication.topic().name()
            + '|'
            + publication.data()
            + '|'
            + (offset == null ? "" : offset));
  }

  Shard shard() {
    return hub.shard(loop);
  }

  boolean isAlive() {
    return alive;
  }

  void die() {
    alive = false;
  }

  void publish(String topic, long nowMillis) {
    published++;
    String id = cluster.self() + '|' + published;
    hub.publish(
        Publication.of(Topic.of("t", topic), "e", Payload.of(id), nowMillis),
        receipt -> {
          answered++;
          lost += receipt instanceof Receipt.Lost ? 1 : 0;
        });
  }

  /** Which publications its subscribers have had. */
  Set<String> handedOn() {
    for (String text : witness.takeTexts()) {
      String[] parts = text.split("\\|", -1);
      handedOn.add(parts[1] + '|' + parts[2]);
    }
    return handedOn;
  }

  int unanswered() {
    return published - answered;
  }

  int lost() {
    return lost;
  }
}
