package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** JSON between the bytes of frames and the payloads of the core. */
final class Texts {
  private static final Payload NULL = Payload.of("null");

  private Texts() {}

  /** A JSON string. */
  static Payload quoted(String text) {
    return Replies.of(json -> json.string(text));
  }

  /** What a JSON string says; any other JSON as it is written. */
  static String unquoted(Payload json) {
    String text = json.toString();
    if (!text.startsWith("\"")) {
      return text;
    }
    return text.indexOf('\\') < 0
        ? text.substring(1, text.length() - 1)
        : Json.object(bytes(Payload.of("{\"text\":" + text + "}"))).string("text");
  }

  static byte[] bytes(Payload payload) {
    byte[] bytes = new byte[payload.sizeBytes()];
    payload.copyTo(bytes, 0);
    return bytes;
  }

  static JsonWriter value(JsonWriter json, @Nullable Payload value) {
    return value == null ? json.nullValue() : json.raw(value.sizeBytes(), value::copyTo);
  }

  /** A payload: never null, which clients can't take. */
  static JsonWriter payload(JsonWriter json, Payload payload) {
    return value(json, payload.equals(NULL) ? Replies.EMPTY : payload);
  }

  static Frame frame(JsonWriter json) {
    return json.give(Frame::text);
  }

  /** Whether the first character that is no white space is {@code first}. */
  static boolean begins(byte[] utf8, int offset, int length, char first) {
    for (int i = offset; i < offset + length; i++) {
      if (utf8[i] != ' ' && utf8[i] != '\n' && utf8[i] != '\r' && utf8[i] != '\t') {
        return utf8[i] == first;
      }
    }
    return false;
  }
}
