package dev.carillon.api.topics;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the topics what happened to stored messages: each is published to {@code messages}, to the
 * feeds of its author and its recipient, and to its channel, with the same data. Any thread.
 *
 * <p>To be called by the store once it has committed, in the order of the commits: nobody hears of
 * a message that could still be lost, and the order on each topic is the order of the list.
 */
final class TopicsFeed {
  private final TopicsApi api;

  TopicsFeed(TopicsApi api) {
    this.api = api;
  }

  /**
   * A new message.
   *
   * @param connectionId the author's own connection, or null
   */
  void created(Message message, @Nullable String connectionId) {
    publish(
        message,
        MessageReader.DEFAULT_EVENT,
        json -> MessageJson.broadcast(json, message),
        connectionId);
  }

  void updated(Message message, @Nullable String connectionId) {
    publish(message, "message.updated", json -> MessageJson.broadcast(json, message), connectionId);
  }

  /**
   * A message is gone.
   *
   * @param message as it was
   */
  void deleted(Message message, @Nullable String connectionId) {
    long now = api.nowMillis();
    publish(
        message, "message.deleted", json -> MessageJson.deleted(json, message, now), connectionId);
  }

  private void publish(
      Message message, String event, Consumer<JsonWriter> content, @Nullable String connectionId) {
    byte[] json = Json.bytes(content);
    Payload data = Payload.copyOf(json, 0, json.length);
    Payload metadata = Topics.sender(message.userId(), connectionId);
    long now = api.nowMillis();
    for (Topic topic : topicsOf(message)) {
      Set<String> readers = topic.equals(TopicsApi.MESSAGES) ? readersOf(message) : Set.of();
      api.hub().publish(new Publication(topic, event, data, metadata, now, readers, null, 0));
    }
  }

  /** In the document's order; a message to oneself goes to one feed once. */
  private static Set<Topic> topicsOf(Message message) {
    Set<Topic> topics = new LinkedHashSet<>();
    topics.add(TopicsApi.MESSAGES);
    topics.add(topic("messages.user." + message.userId()));
    switch (message.target()) {
      case Target.Everyone() -> {}
      case Target.OneUser(String recipientId) -> topics.add(topic("messages.user." + recipientId));
      case Target.Channel(String channelId) -> topics.add(topic("messages.channel." + channelId));
    }
    return topics;
  }

  private Set<String> readersOf(Message message) {
    return message.target() instanceof Target.OneUser(String recipientId)
            && api.settings().policy().keepsMessagesPrivate()
        ? Set.copyOf(List.of(message.userId(), recipientId))
        : Set.of();
  }

  private static Topic topic(String name) {
    return Topic.of(TopicsApi.SPACE, name);
  }
}
