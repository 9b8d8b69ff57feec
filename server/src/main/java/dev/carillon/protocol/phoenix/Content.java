package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The payload of a message that came in: JSON, or bytes. Immutable. */
final class Content {
  private static final String PAYLOAD = "payload";

  private final JsonObject message;
  private final byte @Nullable [] bytes;

  private Content(JsonObject message, byte @Nullable [] bytes) {
    this.message = message;
    this.bytes = bytes;
  }

  /** The member {@code payload} of a message. */
  static Content of(JsonObject message) {
    return new Content(message, null);
  }

  static Content ofBinary(byte[] bytes) {
    return new Content(JsonObject.EMPTY, bytes);
  }

  /** Empty when it is null, missing, binary, or something else than an object. */
  JsonObject object() {
    return message.isObject(PAYLOAD)
        ? message.optionalObject(PAYLOAD).orElseThrow()
        : JsonObject.EMPTY;
  }

  /** As it was sent; {@code {}} when it is null, missing or binary. */
  Payload raw() {
    if (!message.has(PAYLOAD)) {
      return Replies.EMPTY;
    }
    byte[] json = message.raw(PAYLOAD).orElseThrow();
    return Payload.copyOf(json, 0, json.length);
  }

  Optional<byte[]> binary() {
    return Optional.ofNullable(bytes).map(byte[]::clone);
  }

  int sizeBytes() {
    return bytes == null ? message.sourceBytes() : bytes.length;
  }
}
