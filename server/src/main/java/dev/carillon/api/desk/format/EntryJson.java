package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Strategy;
import dev.carillon.json.JsonWriter;

/**
 * Connections and strategies as JSON.
 *
 * <pre>{@code
 * {"id":"conn_123456","name":"MetaTrader 5","status":"CONNECTED",
 *  "createdAt":"2024-01-01T00:00:00.000Z"}
 * }</pre>
 */
public final class EntryJson {
  public static final String CONNECTED = "CONNECTED";
  public static final String DISCONNECTED = "DISCONNECTED";

  private EntryJson() {}

  /** A connection as one object. */
  public static JsonWriter connection(JsonWriter json, Connection connection) {
    json.beginObject()
        .field("id", connection.id())
        .field("name", connection.name())
        .field("status", connection.connected() ? CONNECTED : DISCONNECTED);
    return Times.time(json, "createdAt", connection.createdAt()).endObject();
  }

  /** A strategy as one object. */
  public static JsonWriter strategy(JsonWriter json, Strategy strategy) {
    json.beginObject()
        .field("id", strategy.id())
        .field("name", strategy.name())
        .field("status", strategy.status().name());
    return Times.time(json, "createdAt", strategy.createdAt()).endObject();
  }
}
