package dev.carillon.bus.redis;

import static dev.carillon.core.cluster.Hearing.SUBJECT;
import static dev.carillon.core.cluster.Hearing.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog;
import dev.carillon.core.bus.SharedLogContract;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.ClusterContract;
import dev.carillon.core.cluster.Hearing;
import dev.carillon.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The cluster over a Redis Cluster; its servers are started once, each test has its own prefix. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisShardedIT extends ClusterContract {
  private final Quick quick = new Quick();
  private final AtomicInteger tests = new AtomicInteger();
  private ThreeMasters masters;
  private RedisSettings settings;

  @BeforeAll
  void startServers(@TempDir Path folder) {
    masters = new ThreeMasters(folder);
  }

  @AfterAll
  void endServers() {
    masters.close();
  }

  @BeforeEach
  void choosePrefix() {
    settings =
        new RedisSettings(
            masters.uris(),
            RedisSettings.Mode.DETECTED,
            "test" + tests.incrementAndGet(),
            Quick.times());
  }

  @Override
  protected Cluster newNode() {
    return quick.node(settings);
  }

  @Override
  protected void interrupt() {
    masters.killSubscriptions();
  }

  @Override
  protected void endLease(Cluster node) {
    Names names = new Names(settings.prefix(), node.self());
    control().ask(redis -> redis.del(names.lease(node.self())));
  }

  @Test
  void theMastersShareThePartitions() {
    Assumptions.assumeTrue(RedisServer.isInstalled(), "sharded pub/sub: Redis 7 is not installed");
    RedisCluster a = (RedisCluster) node().node();

    List<Integer> counts =
        masters.servers().stream()
            .map(server ->
                server.ask(redis -> redis.pubsubShardChannels(settings.prefix() + ":*:v").size()))
            .toList();

    assertThat(counts).containsExactlyInAnyOrder(21, 21, 22);
    assertThat(a.health().connected()).isTrue();
    assertThat(a.health().reconnects()).isZero();
  }

  @Test
  void aPartitionIsHeardAgainWhenItsSlotMoved() {
    Hearing a = node();
    Hearing b = node();
    int slot = new Tags().slot(30);
    RedisServer from = masters.of(slot);
    RedisServer to = masters.notOf(slot);
    a.forget();
    b.forget();

    masters.move(slot, from, to);
    try {
      b.await("missed");
      Await.until(() -> {
        a.node().post(30, bytes("again"));
        return b.lines().contains("part " + a.name() + ": again");
      });
      assertThat(b.lines().indexOf("missed"))
          .isLessThan(b.lines().indexOf("part " + a.name() + ": again"));
      assertThat(b.lines()).doesNotContain("left " + a.name());
    } finally {
      masters.move(slot, to, from);
    }
  }

  @Test
  void nodesAndWhatTheyTellMoveWithTheirSlot() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> b.node().told(a.name(), "kind").version() == 1);
    int slot = new Tags().slot(Tags.CONTROL);
    RedisServer from = masters.of(slot);
    RedisServer to = masters.notOf(slot);
    a.forget();
    b.forget();

    masters.move(slot, from, to);
    try {
      a.await("missed");
      b.await("missed");
      a.node().tell("kind", 2, Map.of("y", bytes("2")));
      Await.until(() -> a.node().healthy() && b.node().healthy());
      Await.until(() -> b.node().told(a.name(), "kind").version() == 2);
      assertThat(b.node().told(a.name(), "kind").fields()).containsOnlyKeys("x", "y");
      a.node().post(SUBJECT, bytes("again"));
      b.await("note " + a.name() + ": again");
      assertThat(b.lines()).doesNotContain("left " + a.name());
    } finally {
      masters.move(slot, to, from);
    }
  }

  @Test
  void theLogLivesInItsOwnSlot() {
    RedisCluster cluster = quick.node(settings);
    SharedLog log = new RedisLog(cluster);
    List<SharedLog.Entry> heard = new CopyOnWriteArrayList<>();
    log.listen(heard::add);
    cluster.start();
    try {
      Await.until(cluster::healthy);
      Offset nothing = new Offset(0, 0);
      for (int number = 1; number <= 3; number++) {
        log.append(SharedLogContract.batch(number, 1, "r" + number), nothing, _ -> {});
      }
      Await.until(() -> heard.size() == 3);

      assertThat(log.newest(10)).hasSize(3);
      assertThat(log.head(nothing)).isEqualTo(heard.getLast().offset());
      assertThat(log.after(heard.getFirst().offset(), 10))
          .hasValueSatisfying(after -> assertThat(after).hasSize(2));
    } finally {
      cluster.close();
    }
  }

  private RedisServer control() {
    return masters.of(new Tags().slot(Tags.CONTROL));
  }
}
