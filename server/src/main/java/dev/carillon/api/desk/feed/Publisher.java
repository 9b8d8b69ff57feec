package dev.carillon.api.desk.feed;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages and publishes them to those who listen. For one thread at a time.
 *
 * <pre>{@code
 * {"type":"trade","channel":"trades","data":{...},"timestamp":"2024-01-01T00:00:00.000Z",
 *  "id":"msg_lr1x0g00_1"}
 * }</pre>
 */
final class Publisher {
  private final Hub hub;
  private final Interest interest;
  private final String prefix;
  private final JsonWriter json = new JsonWriter(1_024);
  private long written;

  /**
   * @param prefix begins the ids of all messages: no other publisher has the same, in this life of
   *     the server or another
   */
  Publisher(Hub hub, Interest interest, String prefix) {
    this.hub = hub;
    this.interest = interest;
    this.prefix = prefix;
  }

  boolean isHeard(Topic topic) {
    return interest.in(topic);
  }

  /** A complete message, with an id that no other has (row 19). */
  Payload message(Channel channel, long nowMillis, Consumer<JsonWriter> data) {
    written++;
    return message(prefix + Long.toString(written, Character.MAX_RADIX), channel, nowMillis, data);
  }

  /** As above, with an id that it has wherever it is told. */
  Payload message(String id, Channel channel, long nowMillis, Consumer<JsonWriter> data) {
    json.reset()
        .beginObject()
        .field("type", channel.type())
        .field("channel", channel.word())
        .name("data")
        .beginObject();
    data.accept(json);
    return json.endObject()
        .field("timestamp", IsoTime.text(nowMillis))
        .field("id", id)
        .endObject()
        .give(Payload::copyOf);
  }

  /**
   * Tells all who listen to the topic.
   *
   * @param tags what filters look at; of two with the same, a slow reader of a channel whose newest
   *     is enough may miss the older
   */
  void publish(Topic topic, Channel channel, @Nullable Tags tags, Payload message, long nowMillis) {
    String key = tags == null ? null : tags.key();
    hub.publish(new Publication(topic, channel.type(), message, null, nowMillis, Set.of(), key, 0));
  }
}
