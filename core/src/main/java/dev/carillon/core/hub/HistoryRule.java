package dev.carillon.core.hub;

import dev.carillon.core.topic.TopicPattern;

/**
 * What is kept of the topics that match a pattern.
 *
 * @param size how many events of each topic, at least 1
 * @param ttlMillis how long each of them, milliseconds
 */
public record HistoryRule(TopicPattern pattern, int size, long ttlMillis) {
  public HistoryRule {
    if (size < 1) {
      throw new IllegalArgumentException("size: " + size + " (expected: 1 or more)");
    }
    if (ttlMillis < 1) {
      throw new IllegalArgumentException("ttl: " + ttlMillis + " ms (expected: 1 or more)");
    }
  }
}
