package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Broken;
import dev.carillon.api.exchange.ClientMessage.Malformed;
import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.Json;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients send. In {@code {"id":1,"method":"ping"}}, out a {@link Request}. Nothing a
 * client sends makes it throw. Stateless; any thread.
 */
final class ExchangeCodec {
  private static final int MAX_ID_BYTES = 256;

  private ExchangeCodec() {}

  static ClientMessage decode(byte[] utf8, int offset, int length) {
    JsonObject json;
    try {
      json = Json.object(utf8, offset, length);
    } catch (JsonException e) {
      return new Broken(Fault.issue(e));
    }
    if (json.has("id") && !isScalar(json, "id")) {
      return new Malformed(null, "id: must be a string, a number, true, false or null");
    }
    Payload id = json.raw("id").map(raw -> Payload.copyOf(raw, 0, raw.length)).orElse(null);
    if (id != null && id.sizeBytes() > MAX_ID_BYTES) {
      return new Malformed(null, "id: must be at most " + MAX_ID_BYTES + " bytes");
    }
    try {
      return request(id, json);
    } catch (JsonException e) {
      return new Malformed(id, Fault.issue(e));
    }
  }

  private static ClientMessage request(@Nullable Payload id, JsonObject json) {
    Optional<Method> method = Method.of(json.string("method"));
    JsonObject params = json.optionalObject("params").orElse(JsonObject.EMPTY);
    return method.isPresent()
        ? new Request(id, method.get(), params)
        : new Malformed(
            id,
            Arrays.stream(Method.values())
                .map(Method::word)
                .collect(Collectors.joining(", ", "method: must be one of ", "")));
  }

  /** Not an object, and not an array. */
  private static boolean isScalar(JsonObject json, String name) {
    return json.raw(name).filter(raw -> raw[0] != '{' && raw[0] != '[').isPresent();
  }
}
