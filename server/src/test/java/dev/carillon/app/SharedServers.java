package dev.carillon.app;

import dev.carillon.bus.redis.RedisServer;
import dev.carillon.storage.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Redis and a PostgreSQL for all tests of this JVM, started when the first asks; they end with
 * the JVM.
 */
final class SharedServers {
  private final RedisServer redis;
  private final AtomicInteger clusters = new AtomicInteger();

  private static final class Running {
    private static final SharedServers SERVERS = new SharedServers();
  }

  private SharedServers() {
    try {
      Path folder = Files.createTempDirectory("carillon-redis");
      redis = new RedisServer(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SharedServers get() {
    return Running.SERVERS;
  }

  /** The settings of the nodes of a new cluster: nothing in it is known to another one. */
  Map<String, String> newSettings() {
    Map<String, String> settings = settings(PostgresServer.newDatabase(), redis.uri());
    settings.put("PUBSUB_REDIS_PREFIX", "c" + clusters.incrementAndGet() + ":");
    return Map.copyOf(settings);
  }

  /** What makes nodes one cluster, to be added to. */
  static Map<String, String> settings(String databaseUrl, String redisUrl) {
    return new HashMap<>(
        Map.of(
            "CARILLON_DATABASE_URL",
            databaseUrl,
            "PUBSUB_ADAPTER",
            "redis",
            "PUBSUB_REDIS_URL",
            redisUrl,
            "CARILLON_SIGNING_KEY",
            TradingCrowd.KEY));
  }
}
