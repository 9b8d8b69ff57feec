package dev.carillon.bus.redis;

import java.time.Duration;

/**
 * How long what takes.
 *
 * @param lease how long a node is thought to live that says nothing
 * @param renewal how often it says that it lives
 * @param probe how often each connection is tried from end to end
 * @param silence how long such a try may take before the connection is given up
 * @param topology how often a Redis Cluster or the Sentinels are asked who is who
 * @param connect how long a connection, or an answer somebody waits for, may take
 * @param retry the pause between tries
 */
public record RedisTimes(
    Duration lease,
    Duration renewal,
    Duration probe,
    Duration silence,
    Duration topology,
    Duration connect,
    Duration retry) {

  public RedisTimes {
    if (lease.compareTo(renewal.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("lease: " + lease + " (expected: two renewals or more)");
    }
  }

  /** The times of a server at work. */
  public static RedisTimes usual() {
    return new RedisTimes(
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3),
        Duration.ofMillis(250));
  }
}
