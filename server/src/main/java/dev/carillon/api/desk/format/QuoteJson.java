package dev.carillon.api.desk.format;

import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonWriter;

/**
 * Quotes as JSON: the document's members in its order, additions behind them. The change is against
 * the previous close.
 *
 * <pre>{@code
 * {"symbol":"EURUSD","bid":1.08500,"ask":1.08501,"last":1.08500,"volume":100,"spread":1,
 *  "timestamp":"2024-01-01T00:00:00.000Z","change":0.00010,"changePercent":0.0092,
 *  "dayHigh":1.08600,"dayLow":1.08200,"open":1.08300,"close":1.08490,"stale":false}
 * }</pre>
 */
public final class QuoteJson {
  private static final int PERCENT_DECIMALS = 4;

  private QuoteJson() {}

  /** A quote as one object. */
  public static JsonWriter quote(JsonWriter json, QuoteState quote) {
    return members(json.beginObject(), quote).endObject();
  }

  /** The members of a quote. A close that is not known is null. */
  public static JsonWriter members(JsonWriter json, QuoteState quote) {
    Symbol symbol = quote.symbol();
    json.field("symbol", symbol.name());
    Numbers.price(json, "bid", symbol, quote.bid());
    Numbers.price(json, "ask", symbol, quote.ask());
    Numbers.price(json, "last", symbol, quote.last());
    json.field("volume", quote.volume()).field("spread", quote.spread());
    Times.time(json, "timestamp", quote.timeMillis());
    Numbers.price(json, "change", symbol, quote.change());
    Numbers.decimal(json, "changePercent", quote.changePercent(), PERCENT_DECIMALS);
    Numbers.price(json, "dayHigh", symbol, quote.dayHigh());
    Numbers.price(json, "dayLow", symbol, quote.dayLow());
    Numbers.price(json, "open", symbol, quote.open());
    Numbers.optionalPrice(json, "close", symbol, quote.close());
    return json.field("stale", quote.stale());
  }
}
