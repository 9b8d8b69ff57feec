package dev.carillon.api.topics;

import dev.carillon.core.bus.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say. The {@code id} of each is the raw JSON string or number that the client
 * wants to see in the answer, or null.
 */
sealed interface ClientMessage {
  @Nullable Payload id();

  /** {@code {"type":"auth","token":"eyJ..."}}. */
  record Auth(@Nullable Payload id, String token) implements ClientMessage {
    /** Without the token: it must not reach a log. */
    @Override
    public String toString() {
      return "Auth[id=" + id + "]";
    }
  }

  /**
   * {@code {"type":"subscribe","topic":"messages.user.123"}}.
   *
   * @param topics as sent, unchecked; not empty
   * @param since the offset after which to replay, or null
   */
  record Subscribe(
      @Nullable Payload id, List<String> topics, @Nullable String since, boolean presence)
      implements ClientMessage {
    public Subscribe {
      topics = List.copyOf(topics);
    }
  }

  /** {@code {"type":"unsubscribe","topic":"messages.user.123"}}. */
  record Unsubscribe(@Nullable Payload id, List<String> topics) implements ClientMessage {
    public Unsubscribe {
      topics = List.copyOf(topics);
    }
  }

  /**
   * {@code {"type":"message","topic":"messages.channel.general","data":{"content":"Hello"}}}.
   *
   * @param data the JSON value, byte for byte
   * @param metadata the members of the client's metadata object without its braces and without the
   *     keys that are the server's, or null when none is left
   * @param echo whether the sender gets it too, when subscribed
   * @param ack whether the sender wants to hear that it was published
   */
  record Publish(
      @Nullable Payload id,
      String topic,
      String eventType,
      Payload data,
      @Nullable Payload metadata,
      boolean echo,
      boolean ack)
      implements ClientMessage {}

  /** {@code {"type":"ping"}}. */
  record Ping(@Nullable Payload id) implements ClientMessage {}

  /**
   * Anything else.
   *
   * @param field what is wrong
   * @param issue what is wrong with it
   * @param broken whether it is not even a JSON object
   */
  record Malformed(@Nullable Payload id, String field, String issue, boolean broken)
      implements ClientMessage {}
}
