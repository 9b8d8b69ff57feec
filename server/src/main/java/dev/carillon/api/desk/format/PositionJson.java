package dev.carillon.api.desk.format;

import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonWriter;

/**
 * Positions as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"ticket":123456,"symbol":"EURUSD","type":"BUY","volume":0.1,"openPrice":1.08500,
 *  "currentPrice":1.08600,"stopLoss":1.08000,"takeProfit":1.09000,"profit":10.0,
 *  "unrealizedPnL":10.0,"margin":100.0,"marginLevel":10050.0,"duration":3600,
 *  "lastUpdate":"2024-01-01T00:00:00.000Z",...}
 * }</pre>
 */
public final class PositionJson {
  private static final long SECOND_MILLIS = 1_000;

  private PositionJson() {}

  /** A position as one object. */
  public static JsonWriter position(JsonWriter json, PositionState position, long nowMillis) {
    return members(json.beginObject(), position, nowMillis).endObject();
  }

  /**
   * The members of a position. What it does not have is null.
   *
   * @param nowMillis when it stood so; its duration, in whole seconds, lasts till then
   */
  public static JsonWriter members(JsonWriter json, PositionState position, long nowMillis) {
    Symbol symbol = position.symbol();
    json.field("ticket", position.ticket())
        .field("symbol", symbol.name())
        .field("type", position.side().name());
    Numbers.volume(json, "volume", position.volume());
    Numbers.price(json, "openPrice", symbol, position.openPrice());
    Numbers.price(json, "currentPrice", symbol, position.currentPrice());
    Numbers.optionalPrice(json, "stopLoss", symbol, position.stopLoss());
    Numbers.optionalPrice(json, "takeProfit", symbol, position.takeProfit());
    Numbers.money(json, "profit", position.profit());
    Numbers.money(json, "unrealizedPnL", position.profit());
    Numbers.money(json, "margin", position.margin());
    Numbers.decimal(json, "marginLevel", position.marginLevel(), 2);
    json.field("duration", Math.max(0, nowMillis - position.openedAt()) / SECOND_MILLIS);
    Times.time(json, "lastUpdate", nowMillis);
    return additions(json, position);
  }

  private static JsonWriter additions(JsonWriter json, PositionState position) {
    Numbers.money(json, "netProfit", position.netProfit());
    Numbers.money(json, "swap", position.swap());
    Numbers.money(json, "commission", position.commission());
    json.field("status", position.volume() == 0 ? "CLOSED" : "OPEN")
        .field("strategyId", position.origin().strategyId())
        .field("connectionId", position.origin().connectionId());
    return Times.time(json, "openedAt", position.openedAt());
  }
}
