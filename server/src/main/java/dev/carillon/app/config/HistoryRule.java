package dev.carillon.app.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That topics of a pattern keep their newest events. Its text is {@code messages.user.* 1000 24h}.
 *
 * @param size how many events a topic keeps at most
 * @param ttl for how long
 */
public record HistoryRule(String pattern, int size, Duration ttl) {
  private static final Kind<Integer> SIZE = Kind.integer(1, 1_000_000);
  private static final Kind<Duration> TTL =
      Kind.duration(Duration.ofSeconds(1), Duration.ofDays(365));

  static final Kind<HistoryRule> KIND =
      new Kind<>("pattern, size and time such as messages.user.* 1000 24h", HistoryRule::parse);

  private static @Nullable HistoryRule parse(String text) {
    String[] parts = text.split("\\s+", -1);
    if (parts.length != 3) {
      return null;
    }
    Integer size = SIZE.parser().apply(parts[1]);
    Duration ttl = TTL.parser().apply(parts[2]);
    return size == null || ttl == null ? null : new HistoryRule(parts[0], size, ttl);
  }
}
