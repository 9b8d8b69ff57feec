package dev.carillon.api.desk.format;

import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import dev.carillon.json.JsonObject;

/**
 * Reads a quote that comes from outside: {@code {"symbol":"EURUSD","bid":1.08500,"ask":1.08501,
 * "time":"2024-01-01T00:00:00.000Z"}}. What does not parse is a {@link
 * dev.carillon.json.JsonException}.
 */
public final class QuoteRequest {
  private static final int MAX_SYMBOL_CHARS = 64;
  private static final long LATEST_MILLIS = (1L << 48) - 1;

  private QuoteRequest() {}

  /** The quote; without a time it is of now. */
  public static Tick read(JsonObject json, Symbols symbols) {
    String name = json.string("symbol", 1, MAX_SYMBOL_CHARS);
    Symbol symbol =
        symbols.find(name).orElseThrow(() -> json.mismatch("symbol", "is not one of the desk's"));
    return new Tick(name, price(json, "bid", symbol), price(json, "ask", symbol), time(json));
  }

  private static long price(JsonObject json, String name, Symbol symbol) {
    return Numbers.price(json, name, symbol.digits())
        .orElseThrow(() -> json.mismatch(name, "is required"));
  }

  /** As text, or in milliseconds since 1970. */
  private static long time(JsonObject json) {
    return json.isString("time")
        ? Times.read(json, "time").orElse(0L)
        : json.optionalInteger("time", 1, LATEST_MILLIS).orElse(0L);
  }
}
