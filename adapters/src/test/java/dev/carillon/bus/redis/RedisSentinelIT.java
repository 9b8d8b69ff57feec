package dev.carillon.bus.redis;

import static dev.carillon.core.cluster.Hearing.SUBJECT;
import static dev.carillon.core.cluster.Hearing.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.Hearing;
import dev.carillon.testkit.Await;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, its replica, and a Sentinel that puts the one into the place of the other. */
class RedisSentinelIT {
  private static final Duration FAILOVER = Duration.ofSeconds(30);

  private final Quick quick = new Quick();
  @TempDir private Path folder;

  @Test
  void nodesFollowTheNewMaster() {
    try (RedisServer master = new RedisServer(folder);
        RedisServer replica =
            new RedisServer(folder, "--replicaof", "127.0.0.1 " + master.port())) {
      Await.until(() -> hasReplica(master) && isLinked(replica));
      try (RedisServer sentinel = RedisServer.sentinel(folder, master)) {
        RedisSettings settings =
            RedisSettings.of("redis-sentinel://127.0.0.1:" + sentinel.port() + "#main");
        Hearing a = new Hearing(quick.node(settings)).started();
        Hearing b = new Hearing(quick.node(settings)).started();
        try {
          follow(master, a, b);
        } finally {
          a.node().close();
          b.node().close();
        }
      }
    }
  }

  private static void follow(RedisServer master, Hearing a, Hearing b) {
    a.await("joined " + b.name());
    b.await("joined " + a.name());
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> b.node().told(a.name(), "kind").version() == 1);
    a.forget();
    b.forget();

    master.kill();
    Await.until(() -> !a.node().healthy() && !b.node().healthy());
    a.node().tell("kind", 2, Map.of("y", bytes("2")));
    Await.until(() -> a.node().healthy() && b.node().healthy(), FAILOVER);

    b.await("missed");
    a.node().post(SUBJECT, bytes("again"));
    b.await("note " + a.name() + ": again");
    Await.until(() -> b.node().told(a.name(), "kind").version() == 2);
    assertThat(b.node().told(a.name(), "kind").fields()).containsOnlyKeys("x", "y");
  }

  private static boolean hasReplica(RedisServer master) {
    return master.ask(redis -> redis.info("replication")).contains("state=online");
  }

  private static boolean isLinked(RedisServer replica) {
    String info = replica.ask((RedisCommands<String, String> redis) -> redis.info("replication"));
    return info.contains("master_link_status:up");
  }
}
