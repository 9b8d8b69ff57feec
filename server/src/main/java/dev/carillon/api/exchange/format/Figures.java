package dev.carillon.api.exchange.format;

import dev.carillon.decimal.Decimal;
import dev.carillon.decimal.ParsedDecimal;
import dev.carillon.decimal.ParsedDecimal.Refused;
import dev.carillon.decimal.ParsedDecimal.Units;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Pair;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads prices and quantities of one pair: strings or numbers in plain notation, digit by digit. A
 * number that is not there, or null, is 0.
 */
public final class Figures {
  private final JsonObject json;
  private final Pair pair;

  public Figures(JsonObject json, Pair pair) {
    this.json = json;
    this.pair = pair;
  }

  /** In ticks. */
  public long price(String name) {
    Pair.Scale scale = pair.scale();
    String step = "a multiple of the tick size " + pair.priceText(1);
    return steps(name, scale.priceDecimals(), scale.tickUnits(), step);
  }

  /** In lots. */
  public long quantity(String name) {
    String step = "a multiple of the lot size " + pair.quantityText(1);
    return steps(name, Pair.AMOUNT_DECIMALS, pair.scale().lotUnits(), step);
  }

  private long steps(String name, int decimals, long size, String step) {
    Optional<String> text = text(json, name);
    if (text.isEmpty()) {
      return 0;
    }
    long units = units(json, name, Decimal.parse(text.get(), decimals), step);
    if (units == 0) {
      throw json.mismatch(name, "must be above 0, " + step);
    }
    if (units % size != 0) {
      throw json.mismatch(name, "must be " + step);
    }
    return units / size;
  }

  /** A number of so many decimals at most, in units of the last; empty: it is not there. */
  public static Optional<Long> units(JsonObject json, String name, int decimals) {
    return text(json, name)
        .map(text ->
            units(
                json,
                name,
                Decimal.parse(text, decimals),
                "with at most " + decimals + " decimals"));
  }

  /** An amount of a currency in 10^-8, above 0. */
  static long amount(JsonObject json, String name) {
    long units =
        units(json, name, Pair.AMOUNT_DECIMALS)
            .orElseThrow(() -> json.mismatch(name, "is required"));
    if (units == 0) {
      throw json.mismatch(name, "must be above 0");
    }
    return units;
  }

  private static Optional<String> text(JsonObject json, String name) {
    if (!json.has(name)) {
      return Optional.empty();
    }
    return json.isString(name)
        ? json.optionalString(name)
        : json.optionalDecimal(name)
            .flatMap(_ -> json.raw(name))
            .map(digits -> new String(digits, StandardCharsets.US_ASCII));
  }

  private static long units(JsonObject json, String name, ParsedDecimal parsed, String step) {
    return switch (parsed) {
      case Units(long units) -> units;
      case Refused refused -> throw refused(json, name, refused, step);
    };
  }

  private static JsonException refused(JsonObject json, String name, Refused refused, String step) {
    return json.mismatch(
        name,
        switch (refused) {
          case NOT_A_NUMBER -> "must be a decimal in plain notation";
          case NEGATIVE -> "must be above 0";
          case TOO_MANY_DECIMALS -> "must be " + step;
          case OUT_OF_RANGE -> "is more than can be counted";
        });
  }
}
