package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonWriter;

/**
 * Orders as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"orderId":"order_123","ticket":123,"symbol":"EURUSD","orderType":"BUY_LIMIT","volume":0.1,
 *  "price":1.08200,"status":"FILLED","filledAt":"2024-01-01T00:00:00.000Z","fillPrice":1.08200,
 *  "filledVolume":0.1,"remainingVolume":0.0,"strategyId":"strategy_123",...}
 * }</pre>
 */
public final class OrderJson {
  private OrderJson() {}

  /** An order as one object. */
  public static JsonWriter order(JsonWriter json, OrderState order) {
    return members(json.beginObject(), order).endObject();
  }

  /** The members of an order. What it does not have is null. */
  public static JsonWriter members(JsonWriter json, OrderState order) {
    Symbol symbol = order.symbol();
    OrderTerms terms = order.terms();
    json.field("orderId", Ids.ORDER.text(order.ticket()))
        .field("ticket", order.ticket())
        .field("symbol", symbol.name())
        .field("orderType", terms.type().name());
    Numbers.volume(json, "volume", terms.volume());
    Numbers.optionalPrice(json, "price", symbol, terms.prices().price());
    json.field("status", order.status().name());
    Times.optionalTime(json, "filledAt", order.filledAt());
    Numbers.optionalPrice(json, "fillPrice", symbol, order.fillPrice());
    Numbers.volume(json, "filledVolume", order.filledVolume());
    Numbers.volume(json, "remainingVolume", order.remainingVolume());
    json.field("strategyId", terms.origin().strategyId())
        .field("connectionId", terms.origin().connectionId());
    return additions(json, order);
  }

  private static JsonWriter additions(JsonWriter json, OrderState order) {
    OrderTerms terms = order.terms();
    OrderTerms.Prices prices = terms.prices();
    Numbers.optionalPrice(json, "stopLoss", order.symbol(), prices.stopLoss());
    Numbers.optionalPrice(json, "takeProfit", order.symbol(), prices.takeProfit());
    if (terms.type().isStopLimit()) {
      Numbers.price(json, "limitPrice", order.symbol(), prices.limitPrice());
      json.field("activated", order.activated());
    }
    if (terms.expiry().kind() != Expiry.Kind.GTC) {
      json.field("timeInForce", terms.expiry().kind().name());
      Times.optionalTime(json, "expiresAt", terms.expiry().atMillis());
    }
    if (order.reason() != null) {
      json.field("reason", order.reason().name());
    }
    Times.time(json, "createdAt", order.createdAt());
    return Times.time(json, "updatedAt", order.updatedAt());
  }
}
