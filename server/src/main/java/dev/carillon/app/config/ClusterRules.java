package dev.carillon.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of several nodes that behave as one.
 *
 * @param database the address of PostgreSQL; null: SQLite in the data folder
 * @param hasOthers whether there are other nodes, which are reached by {@code redis}
 */
public record ClusterRules(@Nullable Secret database, boolean hasOthers, Redis redis) {

  /**
   * How events reach the other nodes.
   *
   * @param addresses one of Redis, or several seeds of a Redis Cluster
   * @param mode {@code detected}, {@code single} or {@code cluster}
   * @param prefix of all keys and channels
   * @param isRequired whether a start without Redis fails
   * @param tellsLocally whether topics with a history are told on this node while Redis is away
   */
  public record Redis(
      List<Secret> addresses,
      String mode,
      String prefix,
      boolean isRequired,
      boolean tellsLocally) {
    public Redis {
      addresses = List.copyOf(addresses);
    }
  }

  static ClusterRules from(ConfigReader reader) {
    String database = reader.readOptional(ClusterSettings.DATABASE);
    boolean hasOthers = reader.read(ClusterSettings.ADAPTER).equals("redis");
    if (hasOthers && database == null) {
      reader.problem(
          ClusterSettings.ADAPTER,
          "with CARILLON_DATABASE_URL: several nodes have one database, PostgreSQL");
    }
    return new ClusterRules(
        database == null ? null : new Secret(database), hasOthers, redis(reader));
  }

  private static Redis redis(ConfigReader reader) {
    // Of Sentinels the address itself has commas.
    List<Secret> addresses =
        List.of(reader.read(ClusterSettings.REDIS_URL).split("\\s*,\\s*(?=rediss?://)")).stream()
            .map(Secret::new)
            .toList();
    return new Redis(
        addresses,
        reader.read(ClusterSettings.REDIS_MODE),
        reader.read(ClusterSettings.REDIS_PREFIX),
        reader.read(ClusterSettings.REDIS_REQUIRED),
        reader.read(ClusterSettings.DEGRADED).equals("local"));
  }
}
