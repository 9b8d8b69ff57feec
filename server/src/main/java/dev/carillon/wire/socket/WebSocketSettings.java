package dev.carillon.wire.socket;

import java.time.Duration;

/**
 * What may be set about WebSockets.
 *
 * @param maxMessageBytes the largest message from a client, before and after inflating
 * @param deflateLevel 1 (fast) to 9 (small); 0: permessage-deflate is never agreed to
 * @param pingInterval how often the server pings
 * @param idleTimeout after so long without a byte from the client the connection ends
 * @param messageTimeout how long a message may take from its first byte to its last
 * @param closeTimeout how long a close may take before the connection is cut
 */
public record WebSocketSettings(
    int maxMessageBytes,
    int deflateLevel,
    Duration pingInterval,
    Duration idleTimeout,
    Duration messageTimeout,
    Duration closeTimeout) {

  public static final WebSocketSettings DEFAULTS =
      new WebSocketSettings(
          1 << 20,
          6,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  public WebSocketSettings {
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxMessageBytes: " + maxMessageBytes + " (expected: at least 1)");
    }
    if (deflateLevel < 0 || deflateLevel > 9) {
      throw new IllegalArgumentException("deflateLevel: " + deflateLevel + " (expected: 0..9)");
    }
    if (idleTimeout.compareTo(pingInterval) <= 0) {
      throw new IllegalArgumentException(
          "idleTimeout: "
              + idleTimeout
              + " (expected: more than pingInterval, "
              + pingInterval
              + ")");
    }
  }
}
