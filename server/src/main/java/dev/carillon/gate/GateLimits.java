package dev.carillon.gate;

/**
 * How many may come in.
 *
 * @param connections open connections of any kind
 * @param halfOpen connections that have not asked for anything yet
 * @param socketsPerAddress open WebSockets of one address (IPv6: of one /64)
 * @param upgradesPerMinutePerAddress WebSockets that one address may begin in a minute
 * @param upgradesPerSecond WebSockets that all together may begin in a second
 * @param heapShare the live part of the heap above which no WebSocket is let in, 0 to 1
 */
public record GateLimits(
    int connections,
    int halfOpen,
    int socketsPerAddress,
    int upgradesPerMinutePerAddress,
    int upgradesPerSecond,
    double heapShare) {
  private static final int MANY = Integer.MAX_VALUE;

  /** No limit at all. */
  public static final GateLimits OFF = new GateLimits(MANY, MANY, MANY, MANY, MANY, 2);

  /** Descriptors kept for listeners, storage, logs and the health checks of a full server. */
  private static final long RESERVED_DESCRIPTORS = 384;

  private static final int MAX_CONNECTIONS = 1_000_000;
  private static final int UPGRADES_PER_SECOND_PER_PROCESSOR = 2_000;

  /**
   * What fits a machine.
   *
   * @param descriptors how many files this process may open
   */
  public static GateLimits fitting(long descriptors, int processors) {
    int connections =
        (int) Math.clamp(descriptors - RESERVED_DESCRIPTORS, 64, (long) MAX_CONNECTIONS);
    return new GateLimits(
        connections,
        Math.max(64, connections / 10),
        MANY,
        MANY,
        Math.multiplyExact(UPGRADES_PER_SECOND_PER_PROCESSOR, processors),
        0.9);
  }

  /** These with limits of one address. */
  public GateLimits perAddress(int sockets, int upgradesPerMinute) {
    return new GateLimits(
        connections, halfOpen, sockets, upgradesPerMinute, upgradesPerSecond, heapShare);
  }
}
