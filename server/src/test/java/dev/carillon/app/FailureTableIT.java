package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carillon.bus.redis.RedisServer;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The failure table of the contract (realtime.md 6.3), row by row, on three nodes that are
 * processes of their own. {@code docs/failures.md} names the tests of each row.
 */
@ExtendWith(PostgresServer.class)
@Timeout(600)
class FailureTableIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Of a node's lease, 15 s, and of the look for those that have ended. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration TAKEOVER = Duration.ofSeconds(5);

  private RedisServer redis;
  private String databaseUrl;
  private ThreeProcesses cluster;

  @BeforeEach
  void start(TestDatabase database, @TempDir Path folder) {
    redis = new RedisServer(folder);
    databaseUrl = database.url();
    cluster = new ThreeProcesses(folder, database.url(), redis.uri());
    cluster.payIn();
  }

  @AfterEach
  void stop() {
    cluster.close();
    redis.close();
  }

  /** One start for all: each row leaves three nodes that are ready and know each other. */
  @TestFactory
  List<DynamicTest> rows() {
    return List.of(
        dynamicTest("redisDownAtStart", this::redisDownAtStart),
        dynamicTest("redisLostAndBackWithinWindow", this::redisLostAndBackWithinWindow),
        dynamicTest("flushall", this::flushall),
        dynamicTest("leaderStoppedAndWoken", this::leaderStoppedAndWoken),
        dynamicTest("nodeKilledAndNodeSlow", this::nodeKilledAndNodeSlow));
  }

  private void redisDownAtStart() {
    Map<String, String> nowhere = Map.of("PUBSUB_REDIS_URL", "redis://127.0.0.1:1");
    try (NodeProcess alone = cluster.another(nowhere)) {
      alone.awaitStarted();

      assertThat(status(alone, "/health/live")).isEqualTo(200);
      assertThat(status(alone, "/health/ready")).isEqualTo(503);
      try (TopicsFollower reader = new TopicsFollower(cluster.http())) {
        reader.connect(alone);
        assertThat(create(alone, "alone")).isEqualTo(201);
        reader.client().await("\"content\":\"alone\"");
      }
    }
  }

  private void redisLostAndBackWithinWindow() {
    try (Crowd crowd = new Crowd(cluster, "lost")) {
      List<LiveClient> neighbours = neighbours();
      redis.kill();
      Await.until(() -> cluster.nodes().stream().noneMatch(NodeProcess::isReady), LONG);

      // What has no history is told here, at once, and not there.
      neighbours.getFirst().say("{\"type\":\"message\",\"topic\":\"room.1\",\"data\":\"here\"}");
      neighbours.get(1).await("\"data\":\"here\"");
      // 201, because PostgreSQL is the truth; told here after a second. Orders reach who leads by
      // notes, so they are taken there alone.
      crowd.awaitMore(cluster.nodes(), Writer::stored, LONG);
      crowd.awaitMore(List.of(cluster.leader()), Writer::ordered, LONG);
      crowd.awaitMore(List.of(cluster.leader("desk")), Writer::dealt, LONG);
      assertThat(create(cluster.nodes().getFirst(), "meanwhile")).isEqualTo(201);
      crowd
          .of(cluster.nodes().getFirst())
          .getFirst()
          .client()
          .await(text -> text.contains("meanwhile") && !text.contains("offset"));

      redis.restart();
      cluster.awaitAll();
      crowd.awaitMore(cluster.nodes());
      assertThat(neighbours.getLast().heard()).noneMatch(text -> text.contains("\"here\""));
      crowd.end();
    }
  }

  /** Two who listen to rooms at the first node, and one at the last. */
  private List<LiveClient> neighbours() {
    return List.of(0, 0, 2).stream()
        .map(number -> {
          NodeProcess node = cluster.nodes().get(number);
          LiveClient client = LiveClient.connect(cluster.http(), node.webSocket("/ws"));
          client.say("{\"type\":\"auth\",\"token\":\"your-jwt-token\"}");
          client.await("auth_success");
          client.say("{\"type\":\"subscribe\",\"topic\":\"room.*\"}");
          client.await("\"subscribed\"");
          return client;
        })
        .toList();
  }

  private void flushall() {
    try (Crowd crowd = new Crowd(cluster, "flushed");
        TopicsFollower back = new TopicsFollower(cluster.http())) {
      TopicsFollower reader = (TopicsFollower) crowd.of(cluster.nodes().getFirst()).getFirst();
      Await.until(() -> !reader.numbers().isEmpty());
      String before = reader.numbers().getLast();

      redis.ask(RedisCommands::flushall);

      Await.until(reader::isToldOfAGap, LONG);
      cluster.awaitAll();
      crowd.awaitMore(cluster.nodes());
      back.connect(cluster.nodes().getLast());
      back.client()
          .say("{\"type\":\"subscribe\",\"topic\":\"messages\",\"since\":\"" + before + "\"}");
      back.client().await("\"recovered\":false");
      crowd.end();
    }
  }

  private void leaderStoppedAndWoken() {
    for (String machine : List.of("engine", "desk")) {
      try (Crowd crowd = new Crowd(cluster, "stopped-" + machine);
          StoppedLeader stopped = new StoppedLeader(cluster, databaseUrl, machine)) {
        stopped.run(crowd);
      }
    }
  }

  private void nodeKilledAndNodeSlow() {
    NodeProcess killed = cluster.leader();
    NodeProcess slow = cluster.nodesBut(killed).getFirst();
    NodeProcess stays = cluster.nodesBut(killed, slow).getFirst();
    String jane = ThreeProcesses.token(stays, "jane@example.com");
    String admin = ThreeProcesses.token(stays, "admin@example.com");
    try (Crowd crowd = new Crowd(cluster, "killed");
        ChatFollower atKilled = new ChatFollower(cluster.http(), jane);
        ChatFollower atSlow = new ChatFollower(cluster.http(), admin)) {
      atKilled.connect(killed);
      atSlow.connect(slow);
      LiveClient watcher = crowd.of(stays).get(1).client();
      watcher.await(text -> text.contains("presence_") && text.contains("Jane Smith"));
      watcher.await(text -> text.contains("presence_") && text.contains("Admin"));

      killed.kill();
      crowd.awaitMore(cluster.nodesBut(killed), TAKEOVER);
      slow.process().freeze();
      crowd.awaitOrders(List.of(stays), TAKEOVER);
      crowd.awaitMore(List.of(stays));
      crowd.move(killed, stays);

      awaitLeave(watcher, "Jane Smith");
      awaitLeave(watcher, "Admin");
      assertThat(stays.figure("carillon_cluster_nodes")).isEqualTo(1);

      slow.process().thaw();
      Await.until(() -> lastOf(watcher, "Admin").contains("\"joins\":{\""), LONG);
      killed.startAgain();
      cluster.awaitAll();
      crowd.awaitMore(cluster.nodes());
      assertThat(crowd.of(slow)).noneMatch(follower -> follower.client().isGone());
      crowd.end();
    }
  }

  private static void awaitLeave(LiveClient watcher, String who) {
    Await.until(() -> lastOf(watcher, who).contains("\"leaves\":{\""), LEASE);
  }

  /** The last that was told of somebody's presence, or nothing. */
  private static String lastOf(LiveClient watcher, String who) {
    return watcher.heard().stream()
        .filter(text -> text.contains(who) && text.contains("presence_"))
        .reduce("", (_, text) -> text);
  }

  private static int create(NodeProcess node, String content) {
    return node.post("/api/messages", ThreeProcesses.JOHN, "{'content':'" + content + "'}")
        .map(HttpResponse::statusCode)
        .orElse(0);
  }

  private static int status(NodeProcess node, String path) {
    return node.get(path).map(HttpResponse::statusCode).orElse(0);
  }
}
