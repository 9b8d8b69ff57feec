package dev.carillon.bus.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes with short times. */
final class Quick {
  private final AtomicInteger nodes = new AtomicInteger();

  static RedisTimes times() {
    return new RedisTimes(
        Duration.ofMillis(2_000),
        Duration.ofMillis(300),
        Duration.ofMillis(200),
        Duration.ofMillis(800),
        Duration.ofMillis(300),
        Duration.ofMillis(1_000),
        Duration.ofMillis(30));
  }

  RedisCluster node(RedisSettings settings) {
    return new RedisCluster(settings.with(times()), "node-" + nodes.incrementAndGet());
  }

  RedisCluster node(RedisServer server) {
    return node(RedisSettings.of(server.uri()));
  }

  /** The names of keys and channels as a node of these settings has them. */
  static Names names(String self) {
    return new Names("carillon", self);
  }
}
