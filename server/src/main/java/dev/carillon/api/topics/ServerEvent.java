package dev.carillon.api.topics;

import dev.carillon.json.JsonWriter;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Something that another part of the server tells on a topic.
 *
 * @param topic its name
 * @param event such as {@code message.sent}
 * @param data writes one JSON value
 * @param senderId the user who did it
 * @param readers the only users who may hear it, beside administrators
 * @param atMillis when it happened, since 1970
 */
public record ServerEvent(
    String topic,
    String event,
    Consumer<JsonWriter> data,
    String senderId,
    Set<String> readers,
    long atMillis) {
  public ServerEvent {
    readers = Set.copyOf(readers);
    if (readers.isEmpty()) {
      throw new IllegalArgumentException("readers: none (expected: at least one)");
    }
  }
}
