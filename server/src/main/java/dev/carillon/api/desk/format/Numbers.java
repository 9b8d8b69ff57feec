package dev.carillon.api.desk.format;

import dev.carillon.decimal.Decimal;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices, volumes and money as JSON numbers. Prices have all digits of their symbol ({@code
 * 1.08500}); all else has one decimal at least and no further zeros ({@code 10.0}, {@code 0.05}).
 */
public final class Numbers {
  /** Money in cents, volumes in hundredths of a lot. */
  private static final int HUNDREDTHS = 2;

  /** More lots than any contract allows, in hundredths. */
  private static final long MOST_VOLUME = 100_000_000_000L;

  /** A number that is written longer than this is not meant. */
  private static final int MOST_DIGITS = 30;

  private Numbers() {}

  /** A price in points. */
  public static JsonWriter price(JsonWriter json, String name, Symbol symbol, long points) {
    return fixed(json.name(name), points, symbol.digits());
  }

  /** A price in points; null where there is none. */
  public static JsonWriter optionalPrice(JsonWriter json, String name, Symbol symbol, long points) {
    return points == 0 ? json.field(name, null) : price(json, name, symbol, points);
  }

  /** A volume in hundredths of a lot, as lots. */
  public static JsonWriter volume(JsonWriter json, String name, long hundredths) {
    return decimal(json, name, hundredths, HUNDREDTHS);
  }

  /** Money in cents. */
  public static JsonWriter money(JsonWriter json, String name, long cents) {
    return decimal(json, name, cents, HUNDREDTHS);
  }

  /** So many units of the last of so many decimals; null is written as null. */
  public static JsonWriter decimal(
      JsonWriter json, String name, @Nullable Long units, int decimals) {
    if (units == null) {
      return json.field(name, null);
    }
    long rest = units;
    int left = decimals;
    while (left > 1 && rest % 10 == 0) {
      rest /= 10;
      left--;
    }
    return fixed(json.name(name), rest, left);
  }

  private static JsonWriter fixed(JsonWriter json, long units, int decimals) {
    return json.raw(
        Decimal.length(units, decimals), (into, at) -> Decimal.format(units, decimals, into, at));
  }

  /** The price that a member is, in points; empty: there is none. 0 is allowed. */
  static Optional<Long> price(JsonObject json, String name, int digits) {
    return units(json, name, digits, Symbol.MAX_PRICE);
  }

  /** The volume that a member is in lots, in hundredths of a lot; empty: there is none. */
  static Optional<Long> volume(JsonObject json, String name) {
    return units(json, name, HUNDREDTHS, MOST_VOLUME);
  }

  /** An amount of money, in cents; empty: there is none. */
  public static Optional<Long> money(JsonObject json, String name, long mostCents) {
    return units(json, name, HUNDREDTHS, mostCents);
  }

  private static Optional<Long> units(JsonObject json, String name, int decimals, long most) {
    Optional<BigDecimal> number = json.optionalDecimal(name);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = number.get();
    // The size is bounded first: 1e999999999 must not be written out.
    boolean isSmall =
        Math.abs((long) value.scale()) < MOST_DIGITS && value.precision() < MOST_DIGITS;
    if (!isSmall || value.signum() < 0) {
      throw json.mismatch(name, "must be a number of ordinary size, not below 0");
    }
    BigDecimal units = value.movePointRight(decimals).stripTrailingZeros();
    if (units.scale() > 0) {
      throw json.mismatch(name, "must have at most " + decimals + " decimals");
    }
    if (units.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw json.mismatch(name, "must be at most " + Decimal.text(most, decimals));
    }
    return Optional.of(units.longValueExact());
  }
}
