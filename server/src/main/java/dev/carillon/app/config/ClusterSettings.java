package dev.carillon.app.config;

import java.util.List;

/**
 * The settings of several nodes that behave as one: a part of the table of all {@link Settings}.
 */
final class ClusterSettings {
  static final Setting<String> DATABASE =
      Setting.secret(
          "CARILLON_DATABASE_URL",
          Kind.startingWith("postgresql://", "postgres://"),
          "the PostgreSQL database, as postgresql://user:password@host:5432/name; empty: SQLite in"
              + " the data folder. The journals of exchange and desk stay there unless"
              + " PUBSUB_ADAPTER is redis");
  static final Setting<String> ADAPTER =
      Setting.of(
          "PUBSUB_ADAPTER",
          "memory",
          Kind.oneOf("memory", "redis"),
          "how events reach other nodes; redis needs CARILLON_DATABASE_URL");
  static final Setting<String> REDIS_URL =
      Setting.secret(
          "PUBSUB_REDIS_URL",
          "redis://localhost:6379",
          Kind.startingWith("redis://", "rediss://", "redis-sentinel://"),
          "where Redis is, for PUBSUB_ADAPTER=redis: redis://, rediss:// (TLS) or"
              + " redis-sentinel://host:26379,host:26379#master; several addresses separated by"
              + " commas are seeds of a Redis Cluster");
  static final Setting<String> REDIS_MODE =
      Setting.of(
          "PUBSUB_REDIS_MODE",
          "detected",
          Kind.oneOf("detected", "single", "cluster"),
          "whether Redis is a Redis Cluster");
  static final Setting<String> REDIS_PREFIX =
      Setting.of(
          "PUBSUB_REDIS_PREFIX",
          "carillon",
          Kind.text("a short name"),
          "the beginning of all keys and channels in Redis");
  static final Setting<Boolean> REDIS_REQUIRED =
      Setting.of(
          "PUBSUB_REDIS_REQUIRED",
          "false",
          Kind.flag(),
          "whether a start without Redis ends with exit code 1; false: it waits, not ready");
  static final Setting<String> DEGRADED =
      Setting.of(
          "PUBSUB_DEGRADED",
          "local",
          Kind.oneOf("local", "wait"),
          "what becomes of topics with a history while Redis is away: told on this node after a"
              + " second, or not before it is back");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(DATABASE, ADAPTER, REDIS_URL, REDIS_MODE, REDIS_PREFIX, REDIS_REQUIRED, DEGRADED);

  private ClusterSettings() {}
}
