package dev.carillon.market.model;

import dev.carillon.decimal.Decimal;
import dev.carillon.decimal.ParsedDecimal.Refused;
import dev.carillon.decimal.ParsedDecimal.Units;

/**
 * A price in the ticks, or a quantity in the lots of a pair, made of a decimal that was written.
 */
public sealed interface Steps {

  /**
   * It is so many.
   *
   * @param count above 0
   */
  record Whole(long count) implements Steps {}

  /** It is none; {@code issue} says what it must be, for a person. */
  record Wrong(String issue) implements Steps {}

  /** Ticks of a price. */
  static Steps ofPrice(Pair pair, String text) {
    Pair.Scale scale = pair.scale();
    String step = "a multiple of the tick size " + pair.priceText(1);
    return of(text, scale.priceDecimals(), scale.tickUnits(), step);
  }

  /** Lots of a quantity. */
  static Steps ofQuantity(Pair pair, String text) {
    String step = "a multiple of the lot size " + pair.quantityText(1);
    return of(text, Pair.AMOUNT_DECIMALS, pair.scale().lotUnits(), step);
  }

  private static Steps of(String text, int decimals, long size, String step) {
    return switch (Decimal.parse(text, decimals)) {
      case Refused refused -> new Wrong(issue(refused, step));
      case Units(long units) when units == 0 -> new Wrong("must be above 0, " + step);
      case Units(long units) when units % size != 0 -> new Wrong("must be " + step);
      case Units(long units) -> new Whole(units / size);
    };
  }

  /**
   * What is wrong with a decimal.
   *
   * @param expected what it must be, where it has too many decimals
   */
  static String issue(Refused refused, String expected) {
    return switch (refused) {
      case NOT_A_NUMBER -> "must be a decimal in plain notation";
      case NEGATIVE -> "must be above 0";
      case TOO_MANY_DECIMALS -> "must be " + expected;
      case OUT_OF_RANGE -> "is more than can be counted";
    };
  }
}
