package dev.carillon.api.topics;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import dev.carillon.messages.Unpublished;
import dev.carillon.messages.Unpublished.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
  /** Longer than a commit takes, and less than what is left behind is old. */
  private static final long LATE_MILLIS = 20_000;

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
    publish(new Unpublished(message, Kind.CREATED, message.createdAtMillis()), connectionId);
  }

  void updated(Message message, @Nullable String connectionId) {
    publish(new Unpublished(message, Kind.UPDATED, message.updatedAtMillis()), connectionId);
  }

  /**
   * A message is gone.
   *
   * @param message as it was
   * @param atMillis when it was deleted
   */
  void deleted(Message message, long atMillis, @Nullable String connectionId) {
    publish(new Unpublished(message, Kind.DELETED, atMillis), connectionId);
  }

  /**
   * What a node did that died before it could publish it, or before it could say so: what a topic
   * has in its history is not told there again.
   */
  void again(Unpublished change) {
    Payload data = data(change);
    Set<Topic> topics = topicsOf(change.message());
    topics.removeIf(topic -> isThere(topic, change, data));
    if (topics.isEmpty()) {
      api.ports().messages().published(change.message().id(), change.kind(), change.atMillis());
    } else {
      publish(change, data, null, topics);
    }
  }

  /** A message is created and deleted once; of its changes each has other data. */
  private boolean isThere(Topic topic, Unpublished change, Payload data) {
    String begin = "{\"id\":\"" + change.message().id() + '"';
    return !api.hub()
        .newest(
            topic,
            null,
            1,
            api.nowMillis(),
            kept ->
                kept.publication().event().equals(event(change))
                    && (change.kind() == Kind.UPDATED
                        ? kept.publication().data().equals(data)
                        : kept.publication().data().toString().startsWith(begin)))
        .isEmpty();
  }

  private void publish(Unpublished change, @Nullable String connectionId) {
    if (!isLate(change)) {
      publish(change, data(change), connectionId, topicsOf(change.message()));
    }
  }

  /**
   * This node stood still between the commit and now: others may have told it meanwhile, as {@link
   * #again}. If nobody has, somebody will.
   */
  private boolean isLate(Unpublished change) {
    return api.nowMillis() - change.atMillis() >= LATE_MILLIS
        && !api.ports().cluster().others().isEmpty();
  }

  private static Payload data(Unpublished change) {
    byte[] json = Json.bytes(content(change));
    return Payload.copyOf(json, 0, json.length);
  }

  private void publish(
      Unpublished change, Payload data, @Nullable String connectionId, Set<Topic> topics) {
    Message message = change.message();
    Payload metadata = Topics.sender(message.userId(), connectionId);
    long now = api.nowMillis();
    AtomicInteger left = new AtomicInteger(topics.size());
    for (Topic topic : topics) {
      Set<String> readers = topic.equals(TopicsApi.MESSAGES) ? readersOf(message) : Set.of();
      api.hub()
          .publish(
              new Publication(topic, event(change), data, metadata, now, readers, null, 0),
              receipt -> published(change, receipt, left));
    }
  }

  /** Once all topics have it, nobody need publish it again. */
  private void published(Unpublished change, Receipt receipt, AtomicInteger left) {
    if (receipt instanceof Receipt.Published && left.decrementAndGet() == 0) {
      api.ports().messages().published(change.message().id(), change.kind(), change.atMillis());
    }
  }

  private static String event(Unpublished change) {
    return switch (change.kind()) {
      case CREATED -> MessageReader.DEFAULT_EVENT;
      case UPDATED -> "message.updated";
      case DELETED -> "message.deleted";
    };
  }

  private static Consumer<JsonWriter> content(Unpublished change) {
    return switch (change.kind()) {
      case CREATED, UPDATED -> json -> MessageJson.broadcast(json, change.message());
      case DELETED -> json -> MessageJson.deleted(json, change.message(), change.atMillis());
    };
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
