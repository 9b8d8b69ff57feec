package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Alert;
import dev.carillon.json.JsonWriter;

/**
 * Alerts as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"alertId":"alert_123","type":"RISK_LIMIT","severity":"WARNING",
 *  "title":"Daily Loss Limit Approaching","message":"...","threshold":80.0,"current":80.5,
 *  "createdAt":"2024-01-01T00:00:00.000Z","entity":{"type":"USER","id":"user_456"},
 *  "actions":["ACKNOWLEDGE","VIEW_DETAILS"],"status":"ACTIVE"}
 * }</pre>
 */
public final class AlertJson {
  private AlertJson() {}

  /** An alert as one object. */
  public static JsonWriter alert(JsonWriter json, Alert alert) {
    return members(json.beginObject(), alert).endObject();
  }

  /** The members of an alert. What is acknowledged can't be acknowledged again. */
  public static JsonWriter members(JsonWriter json, Alert alert) {
    json.field("alertId", Ids.ALERT.text(alert.id()))
        .field("type", alert.type().name())
        .field("severity", alert.severity().name())
        .field("title", alert.title())
        .field("message", alert.message());
    Numbers.decimal(json, "threshold", alert.threshold(), 1);
    Numbers.decimal(json, "current", alert.current(), 1);
    Times.time(json, "createdAt", alert.createdAt());
    json.name("entity")
        .beginObject()
        .field("type", alert.entity().kind().name())
        .field("id", alert.entity().id())
        .endObject();
    json.name("actions").beginArray();
    if (!alert.acknowledged()) {
      json.string("ACKNOWLEDGE");
    }
    json.string("VIEW_DETAILS").endArray();
    return json.field("status", alert.acknowledged() ? "ACKNOWLEDGED" : "ACTIVE");
  }
}
