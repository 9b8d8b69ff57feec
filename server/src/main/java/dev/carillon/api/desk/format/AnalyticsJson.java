package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Analytics;
import dev.carillon.json.JsonWriter;

/**
 * The figures of a period as JSON: the document's members in its order, additions behind them.
 *
 * <pre>{@code
 * {"type":"PERFORMANCE_UPDATE","period":"DAY","metrics":{"totalTrades":15,"winRate":66.7,
 *  "netProfit":150.0,"currentDrawdown":25.0,...},"timestamp":"2024-01-01T00:00:00.000Z"}
 * }</pre>
 */
public final class AnalyticsJson {
  private static final int SHARPE_DECIMALS = 3;

  private AnalyticsJson() {}

  /** The figures as one object. */
  public static JsonWriter analytics(JsonWriter json, Analytics figures, long nowMillis) {
    return members(json.beginObject(), figures, nowMillis).endObject();
  }

  /** The members of the figures; what can't be computed is null. */
  public static JsonWriter members(JsonWriter json, Analytics figures, long nowMillis) {
    json.field("type", "PERFORMANCE_UPDATE")
        .field("period", figures.period().name())
        .name("metrics")
        .beginObject()
        .field("totalTrades", figures.totalTrades());
    Numbers.decimal(json, "winRate", figures.winRate(), 1);
    Numbers.money(json, "netProfit", figures.netProfit());
    Numbers.money(json, "currentDrawdown", figures.currentDrawdown());
    Numbers.decimal(json, "currentDrawdownPercent", figures.currentDrawdownPercent(), 2);
    additions(json, figures).endObject();
    return Times.time(json, "timestamp", nowMillis);
  }

  private static JsonWriter additions(JsonWriter json, Analytics figures) {
    json.field("winningTrades", figures.winners());
    Numbers.money(json, "grossProfit", figures.grossProfit());
    Numbers.money(json, "grossLoss", figures.grossLoss());
    Numbers.money(json, "largestWin", figures.largestWin());
    Numbers.money(json, "largestLoss", figures.largestLoss());
    Numbers.money(json, "averageTrade", figures.averageTrade());
    Numbers.money(json, "maxDrawdown", figures.maxDrawdown());
    Numbers.decimal(json, "profitFactor", figures.profitFactor(), 2);
    return Numbers.decimal(json, "sharpeRatio", figures.sharpeRatio(), SHARPE_DECIMALS);
  }
}
