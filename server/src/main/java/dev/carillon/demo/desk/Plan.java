package dev.carillon.demo.desk;

import dev.carillon.demo.FairPrices;
import dev.carillon.demo.FairPrices.Currency;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.deskengine.UsualSymbols;
import java.util.List;
import java.util.Map;

/**
 * How one symbol is quoted.
 *
 * @param spread in points, as it usually is
 * @param pace in how many steps of the prices it has a new quote, 0 to 1
 */
record Plan(Symbol symbol, int spread, double pace) {
  private static final double COMMON = 0.6;

  private static final Map<String, Style> STYLES =
      Map.of(
          "EURUSD", new Style(6, 0.9),
          "GBPUSD", new Style(9, 0.7),
          "USDJPY", new Style(8, 0.8),
          "XAUUSD", new Style(18, 0.9),
          "USDCHF", new Style(11, 0.5),
          "AUDUSD", new Style(8, 0.6),
          "USDCAD", new Style(12, 0.5),
          "NZDUSD", new Style(12, 0.5),
          "EURGBP", new Style(10, 0.5),
          "EURJPY", new Style(13, 0.6));

  /** Of all symbols, those with dollars first, then the crosses. */
  static final List<Plan> ALL = UsualSymbols.ALL.stream().map(Plan::of).toList();

  private record Style(int spread, double pace) {}

  private static Plan of(Symbol symbol) {
    Style style = STYLES.get(symbol.name());
    if (style == null) {
      throw new IllegalStateException("symbol: " + symbol.name() + " (expected: one with a style)");
    }
    return new Plan(symbol, style.spread, style.pace);
  }

  /** What the currencies are worth at the beginning, in US dollars. */
  static FairPrices fairPrices() {
    return new FairPrices(
        "USD",
        COMMON,
        List.of(
            new Currency("EUR", 1.0850, 0.0045),
            new Currency("GBP", 1.2710, 0.0050),
            new Currency("JPY", 1 / 148.50, 0.0055),
            new Currency("XAU", 2_041, 0.0090),
            new Currency("CHF", 1 / 0.8680, 0.0045),
            new Currency("AUD", 0.6610, 0.0060),
            new Currency("CAD", 1 / 1.3480, 0.0040),
            new Currency("NZD", 0.6150, 0.0060)),
        List.of("EURGBP", "EURJPY"));
  }
}
