package dev.carillon.api.desk;

import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to one connection. Answers are flat, as the document prints them (row 5),
 * and repeat the id of the request, if it has one.
 */
final class ServerFrames {
  private static final int USUAL_BYTES = 256;

  private ServerFrames() {}

  /** {@code {"type":"pong",...,"timestamp":"2024-01-01T00:00:00.000Z","id":...}}. */
  static Payload answer(
      @Nullable Payload id, String type, long nowMillis, Consumer<JsonWriter> members) {
    JsonWriter json = new JsonWriter(USUAL_BYTES).beginObject().field("type", type);
    members.accept(json);
    json.field("timestamp", IsoTime.text(nowMillis));
    if (id != null) {
      json.name("id").raw(id.sizeBytes(), id::copyTo);
    }
    return json.endObject().give(Payload::copyOf);
  }

  /** {@code {"type":"error","data":{"error":"Invalid channel",...},"timestamp":...,"id":...}}. */
  static Payload error(@Nullable Payload id, Fault fault, long nowMillis) {
    return answer(
        id,
        "error",
        nowMillis,
        json -> {
          json.name("data").beginObject();
          fault.members(json).endObject();
        });
  }
}
