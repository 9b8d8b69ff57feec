package dev.carillon.app;

import dev.carillon.app.config.ClusterRules;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Secret;
import dev.carillon.bus.redis.RedisCluster;
import dev.carillon.bus.redis.RedisHealth;
import dev.carillon.bus.redis.RedisLog;
import dev.carillon.bus.redis.RedisSettings;
import dev.carillon.bus.redis.RedisTimes;
import dev.carillon.core.bus.Bus;
import dev.carillon.core.bus.ClusterBus;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.ops.Metrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, and the bus to them: none, or those that are reached by Redis. Started and
 * stopped by one thread.
 */
final class ClusterParts implements AutoCloseable {
  /** Redis that is required is there by then. */
  private static final Duration REQUIRED_WITHIN = Duration.ofSeconds(5);

  private static final long NEVER = -1;

  private final Cluster cluster;
  private final Bus bus;
  private final @Nullable ByRedis byRedis;
  private final boolean isRequired;
  private final Steadiness health = new Steadiness(System::nanoTime);
  private volatile boolean isSettled;

  /** What is there when the others are reached by Redis. */
  private record ByRedis(RedisCluster cluster, ClusterBus bus) {}

  private ClusterParts(Cluster cluster, Bus bus, @Nullable ByRedis byRedis, boolean isRequired) {
    this.isRequired = isRequired;
    this.cluster = cluster;
    this.bus = bus;
    this.byRedis = byRedis;
  }

  /**
   * Makes them; nothing runs yet.
   *
   * @throws IllegalArgumentException when an address can't be one
   */
  static ClusterParts of(
      Config config, InstantSource clock, SecureRandom random, Executor blocking) {
    String self = name(clock.millis(), random);
    ClusterRules rules = config.cluster();
    if (!rules.hasOthers()) {
      return new ClusterParts(new Alone(self), new LocalBus(clock.millis()), null, false);
    }
    RedisCluster cluster = new RedisCluster(settings(rules.redis()), self);
    ClusterBus.Settings usual = ClusterBus.Settings.USUAL;
    ClusterBus bus =
        new ClusterBus(
            cluster,
            new RedisLog(cluster),
            blocking,
            () -> System.nanoTime() / 1_000_000,
            rules.redis().tellsLocally()
                ? usual
                : new ClusterBus.Settings(NEVER, usual.maxLaneBytes()));
    return new ClusterParts(cluster, bus, new ByRedis(cluster, bus), rules.redis().isRequired());
  }

  private static RedisSettings settings(ClusterRules.Redis redis) {
    return new RedisSettings(
        redis.addresses().stream().map(Secret::reveal).toList(),
        RedisSettings.Mode.valueOf(redis.mode().toUpperCase(Locale.ROOT)),
        redis.prefix(),
        RedisTimes.usual());
  }

  /** Another one after each start; later ones are larger, for whoever reads a log. */
  private static String name(long nowMillis, SecureRandom random) {
    return Long.toString(nowMillis, Character.MAX_RADIX)
        + '-'
        + Integer.toUnsignedString(random.nextInt(), Character.MAX_RADIX);
  }

  Cluster cluster() {
    return cluster;
  }

  /** What is published to all nodes. */
  Bus bus() {
    return bus;
  }

  /** Whether there are other nodes, or may be. */
  boolean hasOthers() {
    return byRedis != null;
  }

  /**
   * Whether this is the node that does for all what one node has to do: of those that live the one
   * with the least name, as far as is known. Now and then two may think so. Any thread.
   */
  boolean isFirst() {
    return cluster.others().stream().allMatch(other -> cluster.self().compareTo(other) < 0);
  }

  /** Whether the other nodes can be reached. Any thread. */
  boolean isHealthy() {
    return bus.healthy();
  }

  /**
   * The others are heard from now on, and hear of this one. Waits for Redis where it is required.
   *
   * @throws StartException when it is, and can't be reached
   */
  void start() {
    CountDownLatch reached = new CountDownLatch(1);
    cluster.listen(reached::countDown);
    cluster.start();
    if (isRequired && !isCounted(reached)) {
      throw StartException.missing(
          "PUBSUB_REDIS_URL: can't be reached (expected: Redis, as PUBSUB_REDIS_REQUIRED says)");
    }
  }

  private static boolean isCounted(CountDownLatch latch) {
    try {
      return latch.await(REQUIRED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Does what is due. To be called several times a second, by one thread. */
  void tick() {
    if (byRedis != null) {
      byRedis.bus().tick();
      isSettled = health.look(isHealthy());
    }
  }

  /**
   * Whether the others were in reach for {@link Steadiness#LONG}: so that whatever waited in a node
   * for that has left it. Any thread.
   */
  boolean isSettled() {
    return isSettled;
  }

  /** From now on the figures are told. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.cluster.nodes",
        "nodes that live, this one included",
        cluster,
        known -> known.others().size() + 1);
    metrics.gauge(
        "carillon.bus.connected",
        "1: the other nodes can be reached",
        bus,
        b -> b.healthy() ? 1 : 0);
    if (byRedis != null) {
      watch(metrics, byRedis);
    }
  }

  private static void watch(Metrics metrics, ByRedis redis) {
    metrics.gauge(
        "carillon.bus.lag.seconds",
        "the last probe, from here through Redis and back",
        redis.cluster(),
        cluster -> cluster.health().lag().toNanos() / 1e9);
    metrics.counter(
        "carillon.bus.dropped",
        "notes that could not be sent, or came when too many waited",
        redis.cluster(),
        cluster -> cluster.health().dropped());
    metrics.counter(
        "carillon.bus.reconnects",
        "connections to Redis that had to be made anew",
        redis.cluster(),
        cluster -> cluster.health().reconnects());
    metrics.counter(
        "carillon.bus.unknown",
        "messages of a version that this node does not know",
        redis,
        parts -> health(parts).unknown() + parts.bus().unreadable());
    metrics.counter(
        "carillon.bus.gaps",
        "times that records of the log were lost for this node",
        redis.bus(),
        ClusterBus::gaps);
  }

  private static RedisHealth health(ByRedis redis) {
    return redis.cluster().health();
  }

  /** Leaves the others; what waits for them is lost. */
  @Override
  public void close() {
    cluster.close();
    bus.close();
  }
}
