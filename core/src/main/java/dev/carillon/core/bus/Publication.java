package dev.carillon.core.bus;

import dev.carillon.core.topic.Topic;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thing sent to a topic, before any dialect gave it bytes.
 *
 * @param topic where it is published
 * @param event what happened, in the dialect's words, such as {@code message.sent}
 * @param data one JSON value, passed through unchanged
 * @param metadata one JSON object, or null
 * @param timestampMillis when it was accepted, milliseconds since 1970
 * @param readers the only users who may read it; empty: whoever may read the topic
 * @param key for {@code Delivery.LATEST}: a newer publication of the topic with the same key
 *     replaces this one; null: the topic is the key
 * @param exceptSession the id of a session of this node that shall not get it, or 0
 */
public record Publication(
    Topic topic,
    String event,
    Payload data,
    @Nullable Payload metadata,
    long timestampMillis,
    Set<String> readers,
    @Nullable String key,
    long exceptSession) {

  public Publication {
    readers = Set.copyOf(readers);
  }

  /** A publication for everyone who may read the topic. */
  public static Publication of(Topic topic, String event, Payload data, long timestampMillis) {
    return new Publication(topic, event, data, null, timestampMillis, Set.of(), null, 0);
  }
}
