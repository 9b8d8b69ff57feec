package dev.carillon.api.topics;

import dev.carillon.core.topic.TopicPattern;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which topics and patterns are subscribed on this node, and how often. Also keeps one instance of
 * each pattern, so that a thousand subscriptions to it share the text. Any thread.
 */
final class ActiveTopics {
  private final ConcurrentMap<TopicPattern, Active> active = new ConcurrentHashMap<>();

  /** A pattern and its subscriptions. */
  record Active(TopicPattern pattern, int subscribers) {}

  /** Counts a subscription; gives the one instance of its pattern. */
  TopicPattern enter(TopicPattern pattern) {
    return active
        .compute(
            pattern,
            (_, now) ->
                now == null
                    ? new Active(pattern, 1)
                    : new Active(now.pattern(), now.subscribers() + 1))
        .pattern();
  }

  void leave(TopicPattern pattern) {
    active.computeIfPresent(
        pattern,
        (_, now) ->
            now.subscribers() == 1 ? null : new Active(now.pattern(), now.subscribers() - 1));
  }

  /** A topic or pattern by its name, and its subscriptions. */
  record Named(String topic, int subscribers) {}

  /** The most subscribed first. */
  static List<Named> sorted(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> new Named(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(Named::subscribers).reversed().thenComparing(Named::topic))
        .toList();
  }

  /** All of them, the most subscribed first. */
  List<Active> list() {
    return active.values().stream()
        .sorted(
            Comparator.comparingInt(Active::subscribers)
                .reversed()
                .thenComparing(one -> one.pattern().text()))
        .toList();
  }
}
