package dev.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.market.model.Command;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three nodes whose engine is one, over a real PostgreSQL, under load. */
@ExtendWith(PostgresServer.class)
@Timeout(120)
class EngineClusterIT {
  private static final Duration TAKEOVER = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private final TestDatabase database;
  private final List<SimulatedCluster> clusters = new ArrayList<>();
  private final List<EngineNode> nodes = new ArrayList<>();

  EngineClusterIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    for (String name : List.of("n1", "n2", "n3")) {
      SimulatedCluster cluster = carrier.node(name);
      clusters.add(cluster);
      nodes.add(new EngineNode(cluster, database.url()));
    }
    Await.until(() -> nodes.stream().allMatch(node -> node.agent.isAvailable()), LONG);
    CountDownLatch defined = new CountDownLatch(1);
    nodes
        .getLast()
        .agent
        .submit(new Command.DefinePair(EngineWorld.PAIR), _ -> defined.countDown());
    Await.until(() -> defined.getCount() == 0);
    nodes.forEach(EngineNode::pay);
    Await.until(() -> nodes.stream().allMatch(node -> node.acknowledged.size() > 50), LONG);
  }

  @AfterEach
  void close() {
    nodes.forEach(EngineNode::close);
  }

  private EngineNode leader() {
    return nodes.stream().filter(EngineNode::leads).findAny().orElseThrow();
  }

  /** Until a node answers what it is asked from now on. */
  private static void awaitMore(EngineNode node) {
    int before = node.acknowledged.size();
    Await.until(() -> node.acknowledged.size() > before + 20, TAKEOVER);
  }

  private void nothingAcknowledgedIsLost(List<EngineNode> living) {
    living.forEach(EngineNode::stopPaying);
    Await.until(() -> living.stream().allMatch(EngineNode::isQuiet), LONG);
    Await.until(() -> living.stream().map(EngineNode::balance).distinct().count() == 1, LONG);
    long balance = living.getFirst().balance();
    Set<Long> acknowledged = new HashSet<>();
    int unknown = 0;
    for (EngineNode node : nodes) {
      assertThat(node.acknowledged).allMatch(acknowledged::add).allMatch(each -> each <= balance);
      unknown += node.unknown.get();
      assertThat(node.longestNanos.get()).isLessThan(TimeUnit.SECONDS.toNanos(6));
    }
    assertThat(balance).isBetween((long) acknowledged.size(), (long) acknowledged.size() + unknown);
  }

  @Test
  void whenTheLeadersConnectionsAreKilledAllGoesOnWithinFiveSeconds() {
    EngineNode leader = leader();

    for (int i = 0; i < 3; i++) {
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + leader.name
              + "'");
      nodes.forEach(EngineClusterIT::awaitMore);
    }

    nothingAcknowledgedIsLost(nodes);
  }

  @Test
  void whenTheLeaderDiesTheOthersGoOnWithinFiveSeconds() {
    EngineNode leader = leader();
    List<EngineNode> others = nodes.stream().filter(node -> node != leader).toList();
    leader.stopPaying();

    carrier.kill(clusters.get(nodes.indexOf(leader)));
    leader.close();

    others.forEach(EngineClusterIT::awaitMore);
    nothingAcknowledgedIsLost(others);
    assertThat(others).filteredOn(EngineNode::leads).hasSize(1);
  }
}
