package dev.carillon.api.desk.format;

import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonWriter;

/**
 * Symbols as JSON.
 *
 * <pre>{@code
 * {"symbol":"EURUSD","base":"EUR","quote":"USD","digits":5,"contractSize":100000,
 *  "minVolume":0.01,"volumeStep":0.01,"maxVolume":100.0,"marginPercent":100,"commission":5.0,
 *  "swapLong":-7.2,"swapShort":3.5,"sessions":"FOREX","open":true}
 * }</pre>
 */
public final class SymbolJson {
  private static final int HUNDREDTHS = 2;

  private SymbolJson() {}

  /**
   * A symbol as one object: volumes in lots, the commission per lot and side, swaps in points per
   * night.
   *
   * @param open whether it is traded now
   */
  public static JsonWriter symbol(JsonWriter json, Symbol symbol, boolean open) {
    json.beginObject()
        .field("symbol", symbol.name())
        .field("base", symbol.base())
        .field("quote", symbol.quote())
        .field("digits", symbol.digits())
        .field("contractSize", symbol.contract().size());
    Numbers.volume(json, "minVolume", symbol.contract().minVolume());
    Numbers.volume(json, "volumeStep", symbol.contract().volumeStep());
    Numbers.volume(json, "maxVolume", symbol.contract().maxVolume());
    json.field("marginPercent", symbol.contract().marginPercent());
    Numbers.money(json, "commission", symbol.costs().commission());
    Numbers.decimal(json, "swapLong", symbol.costs().swapLong(), HUNDREDTHS);
    Numbers.decimal(json, "swapShort", symbol.costs().swapShort(), HUNDREDTHS);
    return json.field("sessions", sessions(symbol.sessions())).field("open", open).endObject();
  }

  private static String sessions(Sessions sessions) {
    if (sessions.equals(Sessions.ALWAYS)) {
      return "ALWAYS";
    }
    return sessions.equals(Sessions.METALS) ? "METALS" : "FOREX";
  }
}
