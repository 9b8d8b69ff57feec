package dev.carillon.api.exchange.format;

import dev.carillon.decimal.Decimal;
import dev.carillon.decimal.ParsedDecimal;
import dev.carillon.decimal.ParsedDecimal.Refused;
import dev.carillon.decimal.ParsedDecimal.Units;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Steps;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads prices and quantities of one pair: strings or numbers in plain notation, digit by digit. A
 * number that is not there, or null, is 0.
 */
public final class Figures {
  /** Of a number that is passed on as it was written. */
  private static final int MAX_CHARS = 64;

  private final JsonObject json;
  private final Pair pair;

  public Figures(JsonObject json, Pair pair) {
    this.json = json;
    this.pair = pair;
  }

  /** In ticks. */
  public long price(String name) {
    return text(json, name).map(text -> count(name, Steps.ofPrice(pair, text))).orElse(0L);
  }

  /** In lots. */
  public long quantity(String name) {
    return text(json, name).map(text -> count(name, Steps.ofQuantity(pair, text))).orElse(0L);
  }

  private long count(String name, Steps steps) {
    return switch (steps) {
      case Steps.Whole(long count) -> count;
      case Steps.Wrong(String issue) -> throw json.mismatch(name, issue);
    };
  }

  /** As they were written, for whoever knows the pair. */
  static Command.Written written(JsonObject json) {
    return new Command.Written(
        written(json, "quantity"), written(json, "price"), written(json, "stop_price"));
  }

  private static @Nullable String written(JsonObject json, String name) {
    String text = text(json, name).orElse(null);
    if (text != null && text.length() > MAX_CHARS) {
      throw json.mismatch(name, "must have at most " + MAX_CHARS + " characters");
    }
    return text;
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

  /** The number as it stands there; empty: it is not there. */
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
      case Refused refused -> throw json.mismatch(name, Steps.issue(refused, step));
    };
  }
}
