package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Deal;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonWriter;

/**
 * Executions as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"executionId":"exec_123","ticket":123456,"symbol":"EURUSD","action":"BUY","volume":0.1,
 *  "openPrice":1.08500,"stopLoss":1.08000,"takeProfit":1.09000,"profit":0.0,"commission":0.5,
 *  "swap":0.0,"status":"FILLED","executedAt":"2024-01-01T00:00:00.000Z",...}
 * }</pre>
 */
public final class TradeJson {
  private TradeJson() {}

  /** An execution as one object. */
  public static JsonWriter trade(JsonWriter json, Deal deal) {
    return members(json.beginObject(), deal).endObject();
  }

  /** The members of an execution. What it does not have is null. */
  public static JsonWriter members(JsonWriter json, Deal deal) {
    Symbol symbol = deal.symbol();
    json.field("executionId", Ids.EXECUTION.text(deal.id()))
        .field("ticket", deal.ticket())
        .field("symbol", symbol.name())
        .field("action", deal.side().name());
    Numbers.volume(json, "volume", deal.volume());
    Numbers.price(json, "openPrice", symbol, deal.openPrice());
    Numbers.optionalPrice(json, "stopLoss", symbol, deal.stopLoss());
    Numbers.optionalPrice(json, "takeProfit", symbol, deal.takeProfit());
    Numbers.money(json, "profit", deal.profit());
    Numbers.money(json, "commission", deal.commission());
    Numbers.money(json, "swap", deal.swap());
    json.field("status", deal.status().name());
    Times.time(json, "executedAt", deal.timeMillis());
    json.field("strategyId", deal.origin().strategyId())
        .field("connectionId", deal.origin().connectionId());
    Numbers.optionalPrice(json, "closePrice", symbol, deal.closePrice());
    Numbers.money(json, "netProfit", deal.net());
    return json.field("cause", deal.cause().name());
  }
}
