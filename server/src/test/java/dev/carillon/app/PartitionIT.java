package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.bus.redis.RedisServer;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A node is cut off from what the nodes share, but not from its clients; afterwards all agree. */
@Tag("faults")
@ExtendWith(PostgresServer.class)
@Timeout(400)
class PartitionIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  private RedisServer redis;
  private ThreeProcesses cluster;
  private Namespace namespace;
  private NodeProcess cut;

  @BeforeEach
  void start(TestDatabase database, @TempDir Path folder) {
    assumeTrue(Namespace.isPermitted(), "network namespaces are not permitted here");
    redis = new RedisServer(folder);
    cluster = new ThreeProcesses(folder, database.url(), redis.uri());
    cluster.payIn();
    namespace = new Namespace();
    cut =
        cluster.join(
            namespace,
            Map.of(
                "CARILLON_DATABASE_URL", namespace.postgres(database.url()),
                "PUBSUB_REDIS_URL", namespace.redis(URI.create(redis.uri()).getPort())));
  }

  @AfterEach
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (namespace != null) {
      namespace.close();
    }
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void whoIsCutOffAcknowledgesNothingAndAgreesAfterwards() {
    try (Crowd crowd = new Crowd(cluster, "cut")) {
      namespace.cutRedis();
      namespace.cutPostgres();
      awaitCut();
      int before = crowd.writers().getLast().messages.size();
      crowd.awaitMore(cluster.nodesBut(cut));
      assertThat(crowd.writers().getLast().messages).hasSize(before);

      namespace.mend();
      awaitAgreement(crowd);
    }
  }

  @Test
  void whoIsCutOffFromRedisAloneStoresOnAndAgreesAfterwards() {
    try (Crowd crowd = new Crowd(cluster, "alone")) {
      namespace.cutRedis();
      awaitCut();
      crowd.awaitMore(cluster.nodesBut(cut));
      crowd.awaitMore(List.of(cut), Writer::stored, LONG);

      namespace.mend();
      awaitAgreement(crowd);
    }
  }

  /** It says so, and for the others it has left when its lease has ended. */
  private void awaitCut() {
    Await.until(() -> !cut.isReady(), LONG);
    assertThat(cut.get("/health/live").orElseThrow().statusCode()).isEqualTo(200);
    for (NodeProcess node : cluster.nodesBut(cut)) {
      Await.until(() -> node.figure("carillon_cluster_nodes") == 3, LONG);
      assertThat(node.isReady()).isTrue();
    }
  }

  private void awaitAgreement(Crowd crowd) {
    cluster.awaitAll();
    crowd.awaitMore(cluster.nodes());
    assertThat(crowd.of(cut)).noneMatch(follower -> follower.client().isGone());
    crowd.end();
  }
}
