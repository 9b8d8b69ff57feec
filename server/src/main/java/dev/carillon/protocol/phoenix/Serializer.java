package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One version of the wire's format, in and out. One instance of each for all sockets, so that the
 * hub encodes a broadcast once per version. Stateless; any thread.
 */
sealed interface Serializer extends Encoder permits SerializerV1, SerializerV2 {
  String REPLY = "phx_reply";

  /** What a reference may be long; binary frames have room for 255 bytes. */
  int MAX_REF_BYTES = 257;

  /**
   * Reads a text message; keeps no reference to the bytes.
   *
   * @throws JsonException when it is not JSON, or (with a field) not a message
   */
  Envelope decode(byte[] utf8, int offset, int length);

  /**
   * Reads a binary message; keeps no reference to the bytes.
   *
   * @throws JsonException as {@link #decode}
   */
  Envelope decodeBinary(byte[] data, int offset, int length);

  /** Any message with JSON in it. */
  Frame message(Address address, String event, Payload payload);

  /** A reply with bytes. */
  Frame replyBinary(Address address, String status, byte[] response);

  /** An event with bytes, to one socket. */
  Frame pushBinary(Address address, String event, byte[] data);

  /** {@code {"response":...,"status":"..."}}. */
  default Frame reply(Address address, String status, Payload response) {
    return message(
        address,
        REPLY,
        Replies.of(json ->
            json.beginObject()
                .name("response")
                .raw(response.sizeBytes(), response::copyTo)
                .field("status", status)
                .endObject()));
  }

  /** Of a JSON message whose parts have these names, whatever its version. */
  static Envelope envelope(JsonObject message) {
    Payload topic = raw(message, "topic");
    Address address =
        new Address(
            ref(message, "join_ref"),
            ref(message, "ref"),
            topic == null ? Payload.of("null") : topic);
    return new Envelope(
        address,
        message.isString("topic") ? message.string("topic") : "",
        message.string("event"),
        Content.of(message));
  }

  /** Bytes where a version has no frames for them. */
  static Payload base64(byte[] data) {
    return Payload.of('"' + Base64.getEncoder().encodeToString(data) + '"');
  }

  private static @Nullable Payload ref(JsonObject message, String name) {
    Payload ref = raw(message, name);
    if (ref != null && ref.sizeBytes() > MAX_REF_BYTES) {
      throw JsonException.mismatch(name, "must not be longer than " + MAX_REF_BYTES + " bytes");
    }
    return ref;
  }

  private static @Nullable Payload raw(JsonObject message, String name) {
    if (!message.has(name)) {
      return null;
    }
    byte[] json = message.raw(name).orElseThrow();
    return Payload.copyOf(json, 0, json.length);
  }
}
