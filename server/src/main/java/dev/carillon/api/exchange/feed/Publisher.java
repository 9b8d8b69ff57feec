package dev.carillon.api.exchange.feed;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonWriter;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages and publishes them to those who listen. On the engine's thread.
 *
 * <pre>{@code
 * {"id":"t-BTC/USDT-7","type":"trade","channel":"trades","data":{...},"timestamp":1672531200000}
 * }</pre>
 */
final class Publisher {
  private final Hub hub;
  private final Interest interest;
  private final String epoch;
  private final JsonWriter json = new JsonWriter(1_024);
  private long written;

  /**
   * @param epoch names this life of the server in ids of messages that have no better name
   */
  Publisher(Hub hub, Interest interest, String epoch) {
    this.hub = hub;
    this.interest = interest;
    this.epoch = epoch;
  }

  /**
   * What a message is.
   *
   * @param id unique among events; the same for all who get it
   */
  record Head(String id, String type, String channel, long timeMillis) {}

  boolean isHeard(Topic topic) {
    return interest.in(topic);
  }

  /** Whether one listens and no other: the one who is about to begin. */
  boolean isHeardByOne(Topic topic) {
    return interest.isOfOne(topic);
  }

  /** An id that no other message has. */
  String nextId() {
    written++;
    return "m-" + epoch + "-" + Long.toString(written, Character.MAX_RADIX);
  }

  String epoch() {
    return epoch;
  }

  Payload message(Head head, Consumer<JsonWriter> data) {
    json.reset()
        .beginObject()
        .field("id", head.id())
        .field("type", head.type())
        .field("channel", head.channel())
        .name("data")
        .beginObject();
    data.accept(json);
    return json.endObject().field("timestamp", head.timeMillis()).endObject().give(Payload::copyOf);
  }

  /**
   * Tells all who listen to the topic.
   *
   * @param key of two with the same, a slow reader may miss the older; or what filters look at
   */
  void publish(Topic topic, Head head, @Nullable String key, Payload message) {
    hub.publish(
        new Publication(topic, head.type(), message, null, head.timeMillis(), Set.of(), key, 0));
  }
}
