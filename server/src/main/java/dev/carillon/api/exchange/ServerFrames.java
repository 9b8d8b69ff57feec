package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to one connection. An answer repeats the id of the request, if it has one;
 * it has no {@code channel} at its top and no {@code data.symbol} where it acknowledges, because
 * the document's client would take it for data (row A).
 */
final class ServerFrames {
  /** What an order needs. */
  private static final int USUAL_BYTES = 1_024;

  private ServerFrames() {}

  /**
   * What is left of the limits.
   *
   * @param messages how many messages at once
   */
  record Left(int subscriptions, int privateSubscriptions, int connections, int messages) {
    void write(JsonWriter json) {
      json.name("rate_limits")
          .beginObject()
          .field("subscriptions_remaining", subscriptions)
          .field("connections_remaining", connections)
          .field("private_subscriptions_remaining", privateSubscriptions)
          .field("messages_remaining", messages)
          .endObject();
    }
  }

  /** {@code {"id":...,"type":"subscribed","data":{...},"timestamp":...}}. */
  static Payload answer(
      @Nullable Payload id, String type, long nowMillis, Consumer<JsonWriter> data) {
    JsonWriter json = new JsonWriter(USUAL_BYTES).beginObject();
    if (id != null) {
      json.name("id").raw(id.sizeBytes(), id::copyTo);
    }
    json.field("type", type).name("data").beginObject();
    data.accept(json);
    return json.endObject().field("timestamp", nowMillis).endObject().give(Payload::copyOf);
  }

  /** The document's error, with the method that was asked for and when to try again. */
  static Payload error(
      @Nullable Payload id, @Nullable Method request, Fault fault, long nowMillis) {
    return answer(
        id,
        "error",
        nowMillis,
        json -> {
          json.field("code", fault.error().name())
              .field("message", fault.error().message())
              .field("details", fault.details());
          if (request != null) {
            json.field("request", request.word());
          }
          if (fault.reason() != null) {
            json.field("reason", fault.reason().name());
          }
          if (fault.retryAfterMillis() > 0) {
            json.field("retry_after_ms", fault.retryAfterMillis());
          }
        });
  }

  /** The document's {@code connection_status}; the first message of a connection. */
  static Payload status(Payload id, String status, Left left, long nowMillis) {
    return answer(
        id,
        "connection_status",
        nowMillis,
        json -> {
          json.field("status", status).field("server_time", nowMillis);
          left.write(json);
        });
  }
}
