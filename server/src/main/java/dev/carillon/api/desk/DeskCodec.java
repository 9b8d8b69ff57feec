package dev.carillon.api.desk;

import dev.carillon.api.desk.ClientMessage.Broken;
import dev.carillon.api.desk.ClientMessage.Malformed;
import dev.carillon.api.desk.ClientMessage.Request;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.Json;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients send. In {@code {"type":"ping","id":1}}, out a {@link Request}. Nothing a
 * client sends makes it throw. Stateless; any thread.
 */
final class DeskCodec {
  private static final int MAX_ID_BYTES = 256;

  private DeskCodec() {}

  static ClientMessage decode(byte[] utf8, int offset, int length) {
    try {
      return request(Json.object(utf8, offset, length));
    } catch (JsonException e) {
      return new Broken(Fault.issue(e));
    }
  }

  private static ClientMessage request(JsonObject json) {
    byte[] raw = json.raw("id").orElse(null);
    if (raw != null && (raw.length > MAX_ID_BYTES || raw[0] == '{' || raw[0] == '[')) {
      return new Malformed(
          null, "id: must be a string, a number or null, of at most " + MAX_ID_BYTES + " bytes");
    }
    Payload id = raw == null ? null : Payload.copyOf(raw, 0, raw.length);
    try {
      return ClientMessage.Type.of(json.string("type"))
          .<ClientMessage>map(type -> new Request(id, type, json))
          .orElseGet(() -> unknown(id));
    } catch (JsonException e) {
      return new Malformed(id, Fault.issue(e));
    }
  }

  private static ClientMessage unknown(@Nullable Payload id) {
    return new Malformed(
        id,
        Arrays.stream(ClientMessage.Type.values())
            .map(ClientMessage.Type::word)
            .collect(Collectors.joining(", ", "type: must be one of ", "")));
  }
}
