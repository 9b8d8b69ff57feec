package dev.carillon.core.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedPresenceTest {
  private static final Topic ROOM = Topic.of("t", "room");
  private static final Payload DATA = Payload.of("{}");
  private static final long GRACE = 5_000;

  private final SimulatedTime time = new SimulatedTime(new SplittableRandom(1));
  private final SimulatedCarrier carrier = SimulatedCarrier.simulated(time, SimulatedFaults.NONE);
  private final Node a = new Node("a");
  private final Node b = new Node("b");
  private final Node c = new Node("c");

  private final class Node {
    final SimulatedCluster cluster;
    final Presence presence;
    final List<PresenceDiff> diffs = new ArrayList<>();

    Node(String name) {
      cluster = carrier.node(name);
      Presence.Sharing sharing = new Presence.Sharing(cluster, "test", carrier.blocking(name));
      presence = new Presence(diffs::add, "", Duration.ofMillis(GRACE), sharing);
      cluster.start();
      time.every(100, () -> presence.flush(time.nowMillis()));
    }

    List<String> keys() {
      return presence.snapshot(ROOM).metas().stream().map(PresenceMeta::key).distinct().toList();
    }
  }

  @BeforeEach
  void johnIsOnTheFirstNode() {
    time.pass(1_000);
    a.presence.track(ROOM, "john", 1, DATA);
    time.pass(2_000);
  }

  @Test
  void whoIsOnOneNodeIsSeenOnAll() {
    assertThat(List.of(a, b, c)).allSatisfy(node -> assertThat(node.keys()).contains("john"));
    assertThat(b.presence.keys(ROOM)).isEqualTo(1);

    a.presence.untrackAll(1);
    time.pass(2_000);

    assertThat(List.of(a, b, c)).allSatisfy(node -> assertThat(node.keys()).isEmpty());
    assertThat(c.diffs).hasSize(2);
  }

  @Test
  void anUpdateIsOneDifferenceOnTheOtherNodesToo() {
    PresenceMeta before = b.presence.snapshot(ROOM).metas().getFirst();

    a.presence.track(ROOM, "john", 1, Payload.of("{\"away\":true}"));
    time.pass(2_000);

    assertThat(b.diffs).hasSize(2);
    assertThat(b.diffs.getLast().leaves()).containsExactly(before);
    assertThat(b.diffs.getLast().joins().getFirst().previousRef()).isEqualTo(before.ref());
  }

  @Test
  void whoComesBackOnAnotherNodeIsNeverAway() {
    a.presence.dropped(1, time.nowMillis());
    watch(GRACE / 2);
    b.presence.track(ROOM, "john", 2, DATA);
    watch(20_000);

    assertThat(c.presence.snapshot(ROOM).metas()).hasSize(1);
  }

  @Test
  void theUsersOfANodeThatLeavesHaveTheGraceToComeToAnother() {
    a.cluster.close();
    watch(GRACE / 2, b, c);
    b.presence.track(ROOM, "john", 2, DATA);
    watch(20_000, b, c);

    assertThat(c.presence.snapshot(ROOM).metas()).hasSize(1);
  }

  @Test
  void theUsersOfANodeThatDiedLeaveInTheEnd() {
    carrier.kill(a.cluster);
    time.pass(60_000);

    assertThat(List.of(b, c)).allSatisfy(node -> assertThat(node.keys()).isEmpty());
    assertThat(b.presence.topics()).isZero();
  }

  /** Lets time pass, and looks after each window whether John is there. */
  private void watch(long millis, Node... nodes) {
    List<Node> watched = nodes.length == 0 ? List.of(a, b, c) : List.of(nodes);
    for (long passed = 0; passed < millis; passed += 50) {
      time.pass(50);
      assertThat(watched).allSatisfy(node -> assertThat(node.keys()).contains("john"));
    }
  }
}
