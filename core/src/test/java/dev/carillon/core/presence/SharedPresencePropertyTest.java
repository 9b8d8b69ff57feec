package dev.carillon.core.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.SharedCounts;
import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.topic.Topic;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Presence on several nodes under faults: followers believe nothing twice and lose nobody they did
 * not know, and in the end all nodes agree on who is there. So do counts by key.
 */
class SharedPresencePropertyTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Topic ROOM = Topic.of("t", "room");
  private static final Topic HALL = Topic.of("t", "hall");

  /** Who is where, the simple way: session to key and data. */
  private record Place(Topic topic, String key, String data) {}

  private static final class Node {
    final SimulatedCluster cluster;
    final Presence presence;
    final SharedCounts counts;
    final Map<Long, Place> sessions = new TreeMap<>();
    final List<Follower> followers = new ArrayList<>();
    boolean alive = true;

    Node(String name, SimulatedTime time, SimulatedCarrier carrier) {
      cluster = carrier.node(name);
      presence =
          new Presence(
              this::hear,
              "r",
              GRACE,
              new Presence.Sharing(cluster, "test", carrier.blocking(name)));
      counts = new SharedCounts(cluster, "counts", carrier.blocking(name));
      cluster.start();
      time.every(
          100,
          () -> {
            if (alive) {
              presence.flush(time.nowMillis());
            }
          });
      time.every(
          1_000,
          () -> {
            if (alive) {
              counts.tick();
            }
          });
    }

    Place forget(long session) {
      return Objects.requireNonNull(sessions.remove(session));
    }

    void hear(PresenceDiff diff) {
      followers.forEach(follower -> follower.hear(diff));
    }

    List<String> present(Topic topic) {
      return presence.snapshot(topic).metas().stream()
          .map(meta -> meta.key() + "=" + meta.data())
          .sorted()
          .toList();
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private long sessions;
  private int made;

  @Seeds(60)
  void allNodesComeToAgreeAndNoFollowerIsToldNonsense(RandomGenerator random) {
    SimulatedTime time = new SimulatedTime(random);
    SimulatedCarrier carrier =
        SimulatedCarrier.simulated(
            time, new SimulatedFaults(random.nextBoolean() ? 10 : 0, 0, random.nextInt(3) == 0));
    for (int i = 0; i < 3; i++) {
      nodes.add(new Node("n" + made++, time, carrier));
    }
    time.pass(1_000);
    for (int step = 0; step < 80; step++) {
      Node node = nodes.get(random.nextInt(nodes.size()));
      act(node, random, time);
      if (random.nextInt(12) == 0) {
        fault(node, random, time, carrier);
      }
      time.pass(random.nextInt(15) == 0 ? random.nextLong(20_000) : random.nextLong(200));
    }

    carrier.calm();
    carrier.back();
    nodes.forEach(node -> carrier.rejoin(node.cluster));
    time.pass(40_000);

    List.of(ROOM, HALL).forEach(this::checkAgreement);
    checkCounts();
    nodes.forEach(node -> List.copyOf(node.sessions.keySet()).forEach(id -> end(node, id)));
    time.pass(10_000);
    nodes.forEach(node -> {
      assertThat(node.presence.topics()).isZero();
      assertThat(node.counts.keys()).isZero();
    });
  }

  private void act(Node node, RandomGenerator random, SimulatedTime time) {
    Topic topic = random.nextBoolean() ? ROOM : HALL;
    Long known = node.sessions.keySet().stream().findFirst().orElse(null);
    switch (random.nextInt(7)) {
      case 0 -> {
        if (known != null) {
          end(node, known);
        }
      }
      case 1 -> {
        if (known != null) {
          node.counts.add(node.forget(known).key(), -1);
          node.presence.dropped(known, time.nowMillis());
        }
      }
      case 2 -> {
        if (known != null) {
          Place place = node.forget(known);
          Place moved = new Place(place.topic(), place.key(), "" + random.nextInt(3));
          node.presence.track(moved.topic(), moved.key(), known, Payload.of(moved.data()));
          node.sessions.put(known, moved);
        }
      }
      case 3 -> node.followers.add(new Follower(node.presence.snapshot(topic)));
      default -> {
        Place place = new Place(topic, "user" + random.nextInt(4), "" + random.nextInt(2));
        long session = ++sessions;
        node.presence.track(place.topic(), place.key(), session, Payload.of(place.data()));
        node.counts.add(place.key(), 1);
        node.sessions.put(session, place);
      }
    }
  }

  private static void end(Node node, long session) {
    node.counts.add(node.forget(session).key(), -1);
    node.presence.untrackAll(session);
  }

  private void fault(
      Node node, RandomGenerator random, SimulatedTime time, SimulatedCarrier carrier) {
    switch (random.nextInt(6)) {
      case 0 -> carrier.cutOff(node.cluster);
      case 1 -> carrier.away();
      case 2 -> carrier.endLease(node.cluster);
      case 3 -> {
        carrier.kill(node.cluster);
        node.alive = false;
        nodes.remove(node);
        nodes.add(new Node("n" + made++, time, carrier));
      }
      default -> {
        carrier.back();
        nodes.forEach(each -> carrier.rejoin(each.cluster));
      }
    }
  }

  private void checkAgreement(Topic topic) {
    List<String> expected =
        nodes.stream()
            .flatMap(node -> node.sessions.values().stream())
            .filter(place -> place.topic().equals(topic))
            .map(place -> place.key() + "=" + place.data())
            .sorted()
            .toList();
    for (Node node : nodes) {
      assertThat(node.present(topic)).as(node.cluster.self()).isEqualTo(expected);
      assertThat(node.presence.keys(topic))
          .isEqualTo(
              expected.stream()
                  .map(line -> line.substring(0, line.indexOf('=')))
                  .distinct()
                  .count());
      for (Follower follower : node.followers) {
        if (follower.topic().equals(topic)) {
          assertThat(follower.present()).containsExactlyInAnyOrderElementsOf(expected);
        }
      }
    }
  }

  private void checkCounts() {
    for (int i = 0; i < 4; i++) {
      String user = "user" + i;
      long expected =
          nodes.stream()
              .flatMap(node -> node.sessions.values().stream())
              .filter(place -> place.key().equals(user))
              .count();
      for (Node node : nodes) {
        assertThat(node.counts.count(user))
            .as("%s at %s", user, node.cluster.self())
            .isEqualTo((int) expected);
      }
    }
  }
}
