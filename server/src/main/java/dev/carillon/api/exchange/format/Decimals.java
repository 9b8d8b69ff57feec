package dev.carillon.api.exchange.format;

import dev.carillon.decimal.Decimal;
import dev.carillon.json.JsonWriter;
import dev.carillon.market.model.Pair;

/** Decimals as members of JSON: strings in plain notation. */
final class Decimals {
  private Decimals() {}

  /** A price in ticks. */
  static JsonWriter price(JsonWriter json, String name, Pair pair, long ticks) {
    return member(json, name, ticks * pair.scale().tickUnits(), pair.scale().priceDecimals());
  }

  /** A quantity in lots. */
  static JsonWriter quantity(JsonWriter json, String name, Pair pair, long lots) {
    return amount(json, name, lots * pair.scale().lotUnits());
  }

  /** A sum of quantities, which may be so large that it stands still. */
  static JsonWriter volume(JsonWriter json, String name, Pair pair, long lots) {
    long units = pair.baseUnits(lots);
    return amount(json, name, units < 0 ? Long.MAX_VALUE : units);
  }

  /** An amount of a currency, in 10^-8. */
  static JsonWriter amount(JsonWriter json, String name, long units) {
    return member(json, name, units, Pair.AMOUNT_DECIMALS);
  }

  /** {@code units} of the last of so many decimals. */
  static JsonWriter member(JsonWriter json, String name, long units, int decimals) {
    return element(json.name(name), units, decimals);
  }

  /** The same without a name, as in an array. */
  static JsonWriter element(JsonWriter json, long units, int decimals) {
    int length = Decimal.length(units, decimals);
    return json.raw(
        length + 2,
        (into, at) -> {
          into[at] = '"';
          Decimal.format(units, decimals, into, at + 1);
          into[at + 1 + length] = '"';
        });
  }
}
