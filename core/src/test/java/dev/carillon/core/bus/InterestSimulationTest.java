package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Who was told that it is subscribed hears what is published from then on, on any node. */
class InterestSimulationTest {
  private final List<Node> nodes = new ArrayList<>();

  /** Who has to hear what: whoever unsubscribes before it came has lost its claim. */
  private final Map<String, Set<Node>> owed = new HashMap<>();

  private final Map<String, Topic> topics = new HashMap<>();
  private int published;

  /** A node whose subscribers come and go. */
  private static final class Node implements BusListener {
    private final SimulatedCluster cluster;
    private final ClusterBus bus;
    private final List<Topic> told = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    Node(String name, SimulatedCarrier carrier, SimulatedTime time, SimulatedLog.Store store) {
      cluster = carrier.node(name);
      bus =
          new ClusterBus(
              cluster,
              new SimulatedLog(cluster, store),
              carrier.blocking(name),
              time::nowMillis,
              ClusterBus.Settings.USUAL);
      bus.listen(this);
      cluster.start();
      time.every(100, bus::tick);
    }

    void subscribe(Topic topic) {
      if (bus.isOpen(TopicPattern.exactly(topic), () -> subscribe(topic))) {
        bus.subscribed(TopicPattern.exactly(topic));
        told.add(topic);
      }
    }

    void unsubscribe(Topic topic) {
      while (told.remove(topic)) {
        bus.unsubscribed(TopicPattern.exactly(topic));
      }
    }

    @Override
    public void onEvent(Event event) {
      heard.add(event.publication().data().toString());
    }
  }

  @Seeds(150)
  void whoWasToldThatItIsSubscribedHearsAllThatIsPublished(RandomGenerator random) {
    SimulatedTime time = new SimulatedTime(random);
    SimulatedCarrier carrier =
        SimulatedCarrier.simulated(time, new SimulatedFaults(0, 0, random.nextBoolean()));
    SimulatedLog.Store store = new SimulatedLog.Store(100);
    for (int i = 0; i < 3; i++) {
      nodes.add(new Node("n" + i, carrier, time, store));
      time.pass(random.nextLong(3) * 1_000);
    }
    time.pass(1_000);

    for (int step = 0; step < 300; step++) {
      Node node = nodes.get(random.nextInt(3));
      Topic topic = Topic.of("t", "topic" + random.nextInt(5));
      switch (random.nextInt(4)) {
        case 0 -> node.subscribe(topic);
        case 1 -> {
          node.unsubscribe(topic);
          topics.forEach((data, of) -> {
            if (of.equals(topic) && !node.heard.contains(data)) {
              owed.getOrDefault(data, new HashSet<>()).remove(node);
            }
          });
        }
        default -> publish(node, topic);
      }
      time.pass(random.nextInt(20) == 0 ? random.nextLong(5_000) : random.nextLong(10));
    }
    time.pass(5_000);

    owed.forEach((data, to) ->
        to.forEach(node ->
            assertThat(node.heard).as("%s at %s", data, node.cluster.self()).contains(data)));
  }

  private void publish(Node node, Topic topic) {
    String data = String.valueOf(published++);
    topics.put(data, topic);
    owed.put(
        data, nodes.stream().filter(each -> each.told.contains(topic)).collect(Collectors.toSet()));
    node.bus.publish(Publication.of(topic, "e", Payload.of(data), 0), false, Receipt.IGNORED);
  }
}
