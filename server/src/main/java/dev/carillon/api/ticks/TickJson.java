package dev.carillon.api.ticks;

import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickState;
import java.util.List;

/**
 * A token's part of an {@code ltp} payload. Stateless.
 *
 * <pre>{@code
 * "22":{"ltp":220800,"ltq":1,"ltt":"2025-01-09T12:53:00Z"}
 * }</pre>
 */
final class TickJson {
  /** The date and the time in seconds. */
  private static final int SECONDS_BYTES = 19;

  private TickJson() {}

  /** The member of the payload, name and value. */
  static byte[] member(String token, TickState state, Mode mode) {
    JsonWriter json = new JsonWriter(mode == Mode.LTP ? 96 : 1_024).name(token).beginObject();
    Tick last = state.last();
    json.field("ltp", last.price()).field("ltq", last.quantity());
    time(json.name("ltt"), last.timeMillis());
    if (mode != Mode.LTP) {
      quote(json, state);
    }
    if (mode == Mode.FULL) {
      json.name("depth").beginObject();
      levels(json.name("buy"), state.depth().buy());
      levels(json.name("sell"), state.depth().sell());
      json.endObject();
    }
    return json.endObject().toBytes();
  }

  private static void quote(JsonWriter json, TickState state) {
    Day day = state.day();
    json.field("open", day.open()).field("high", day.high()).field("low", day.low());
    known(json, "close", day.close());
    json.field("volume", day.volume());
    known(json, "average_price", day.averagePrice());
    best(json, "bid", state.depth().buy());
    best(json, "ask", state.depth().sell());
  }

  /** What nobody knows is left out. */
  private static void known(JsonWriter json, String name, long value) {
    if (value != Day.UNKNOWN) {
      json.field(name, value);
    }
  }

  private static void best(JsonWriter json, String name, List<Level> side) {
    if (!side.isEmpty()) {
      json.field(name, side.getFirst().price());
      json.field(name + "_quantity", side.getFirst().quantity());
    }
  }

  private static void levels(JsonWriter json, List<Level> side) {
    json.beginArray();
    for (Level level : side) {
      json.beginObject()
          .field("price", level.price())
          .field("quantity", level.quantity())
          .field("orders", level.orders())
          .endObject();
    }
    json.endArray();
  }

  /** In whole seconds, as the document has it. */
  private static void time(JsonWriter json, long millis) {
    byte[] text = new byte[IsoTime.BYTES + 1];
    text[0] = '"';
    IsoTime.put(text, 1, millis);
    text[SECONDS_BYTES + 1] = 'Z';
    text[SECONDS_BYTES + 2] = '"';
    json.raw(text, 0, SECONDS_BYTES + 3);
  }
}
