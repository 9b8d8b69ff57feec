package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.bus.redis.RedisServer;
import dev.carillon.storage.postgres.OwnPostgres;
import dev.carillon.testkit.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is killed, or stands still, under three nodes at work: nothing is acknowledged that
 * is not stored, readiness says so, and all goes on by itself.
 */
@Tag("faults")
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLostIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Of an answer while the database is away, with a slow machine. */
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(14);

  private final OwnPostgres postgres;
  private final RedisServer redis;
  private final ThreeProcesses cluster;

  PostgresLostIT(@TempDir Path folder) throws Exception {
    postgres = new OwnPostgres(folder);
    redis = new RedisServer(folder);
    cluster = new ThreeProcesses(folder, postgres.url(), redis.uri());
    cluster.payIn();
  }

  @AfterAll
  void stop() throws Exception {
    cluster.close();
    redis.close();
    postgres.close();
  }

  @Test
  void whatWasAcknowledgedSurvivesTheDatabasesKillAndAllGoesOnByItself() throws Exception {
    try (Crowd crowd = new Crowd(cluster, "killed")) {
      postgres.kill();
      awaitRefusals(crowd);
      postgres.startAgain();
      awaitAllGoesOn(crowd);
    }
  }

  @Test
  void whileTheDatabaseStandsStillNothingIsAcknowledged() throws Exception {
    AtomicLong since = new AtomicLong();
    try (Crowd crowd = new Crowd(cluster, "paused")) {
      postgres.pause();
      try {
        awaitRefusals(crowd);
        since.set(System.nanoTime());
        Await.until(() -> System.nanoTime() - since.get() > PAUSE.toNanos(), LONG);
        assertThat(cluster.nodes()).noneMatch(NodeProcess::isReady);
      } finally {
        postgres.goOn();
      }
      awaitAllGoesOn(crowd);
      assertThat(crowd.writers())
          .allSatisfy(
              writer -> assertThat(writer.slowestNanos.get()).isLessThan(REFUSED_WITHIN.toNanos()));
    }
  }

  /** Each node says that it is not ready, and its answer to a write is the documented one. */
  private void awaitRefusals(Crowd crowd) {
    Await.until(() -> cluster.nodes().stream().noneMatch(NodeProcess::isReady), LONG);
    for (NodeProcess node : cluster.nodes()) {
      HttpResponse<String> answer =
          node.post("/api/messages", ThreeProcesses.JOHN, "{'content':'refused'}").orElseThrow();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(node.get("/health/live").orElseThrow().statusCode()).isEqualTo(200);
    }
    assertThat(crowd.writers()).allMatch(writer -> writer.refused.get() > 0);
  }

  private void awaitAllGoesOn(Crowd crowd) {
    cluster.awaitAll();
    crowd.awaitMore(cluster.nodes());
    assertThat(cluster.nodes())
        .allSatisfy(
            node -> assertThat(crowd.of(node)).noneMatch(follower -> follower.client().isGone()));
    crowd.end();
  }
}
