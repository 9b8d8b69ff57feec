package dev.carillon.api.topics;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.session.Refusal;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to one connection. Members stand in the order of the document's examples,
 * additions behind them; {@code id} repeats the request's.
 */
final class ServerFrames {
  private static final int USUAL_BYTES = 160;

  private ServerFrames() {}

  /** {@code {"type":"auth_success","userId":"550e8400-...","timestamp":"..."}}. */
  static Frame authSuccess(@Nullable Payload id, String userId, long nowMillis) {
    JsonWriter json = begin("auth_success").field("userId", userId);
    return end(json, id, nowMillis);
  }

  /** {@code {"type":"auth_error","message":"Invalid token","code":401,"timestamp":"..."}}. */
  static Frame authError(@Nullable Payload id, Refusals.Words words, long nowMillis) {
    JsonWriter json =
        begin("auth_error").field("message", words.message()).field("code", words.code());
    return end(json, id, nowMillis);
  }

  /**
   * {@code {"type":"subscribed","topic":"messages.user.123","timestamp":"..."}}.
   *
   * @param recovered whether all that came since the offset follows; null when none was given
   */
  static Frame subscribed(
      @Nullable Payload id, String topic, @Nullable Boolean recovered, long nowMillis) {
    JsonWriter json = begin("subscribed").field("topic", topic);
    time(json, nowMillis);
    if (recovered != null) {
      json.field("recovered", recovered);
    }
    return close(json, id);
  }

  /** {@code {"type":"unsubscribed","topic":"messages.user.123","timestamp":"..."}}. */
  static Frame unsubscribed(@Nullable Payload id, String topic, long nowMillis) {
    return end(begin("unsubscribed").field("topic", topic), id, nowMillis);
  }

  /**
   * {@code {"type":"published","topic":"messages.user.123","timestamp":"...","offset":"k-1"}}.
   *
   * @param offset null when the topic keeps no history
   */
  static Frame published(
      @Nullable Payload id, String topic, @Nullable Offset offset, long nowMillis) {
    JsonWriter json = begin("published").field("topic", topic);
    time(json, nowMillis);
    if (offset != null) {
      json.field("offset", offset.toString());
    }
    return close(json, id);
  }

  /**
   * {@code {"type":"gap","topic":"messages.user.123","timestamp":"...","offset":"k-7"}}.
   *
   * @param offset all that comes next is after it
   */
  static Frame gap(String topic, Offset offset, long nowMillis) {
    JsonWriter json = begin("gap").field("topic", topic);
    time(json, nowMillis);
    return close(json.field("offset", offset.toString()), null);
  }

  /** {@code {"type":"pong","timestamp":"..."}}. */
  static Frame pong(@Nullable Payload id, long nowMillis) {
    return end(begin("pong"), id, nowMillis);
  }

  /**
   * {@code {"type":"error","code":400,"message":"Invalid message format",
   * "details":{"field":"topic","issue":"required"},"timestamp":"..."}}.
   *
   * @param details writes the members of {@code details}; null: no such member
   */
  static Frame error(
      @Nullable Payload id,
      Refusal refusal,
      @Nullable Consumer<JsonWriter> details,
      long nowMillis) {
    return error(id, Refusals.of(refusal), details, nowMillis);
  }

  /** As the other, in words of its own. */
  static Frame error(
      @Nullable Payload id,
      Refusals.Words words,
      @Nullable Consumer<JsonWriter> details,
      long nowMillis) {
    JsonWriter json = begin("error").field("code", words.code()).field("message", words.message());
    if (details != null) {
      json.name("details").beginObject();
      details.accept(json);
      json.endObject();
    }
    return end(json, id, nowMillis);
  }

  private static JsonWriter begin(String type) {
    return new JsonWriter(USUAL_BYTES).beginObject().field("type", type);
  }

  private static Frame end(JsonWriter json, @Nullable Payload id, long nowMillis) {
    time(json, nowMillis);
    return close(json, id);
  }

  private static void time(JsonWriter json, long nowMillis) {
    json.field("timestamp", IsoTime.text(nowMillis));
  }

  private static Frame close(JsonWriter json, @Nullable Payload id) {
    if (id != null) {
      json.name("id").raw(bytes(id));
    }
    byte[] utf8 = json.endObject().toBytes();
    return Frame.text(utf8, 0, utf8.length);
  }

  private static byte[] bytes(Payload payload) {
    byte[] bytes = new byte[payload.sizeBytes()];
    payload.copyTo(bytes, 0);
    return bytes;
  }
}
