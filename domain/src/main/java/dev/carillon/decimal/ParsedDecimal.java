package dev.carillon.decimal;

/** What {@link Decimal#parse} made of a text. */
public sealed interface ParsedDecimal {

  /**
   * The number.
   *
   * @param units of the scale that was asked for, 0 or more
   */
  record Units(long units) implements ParsedDecimal {}

  /** Why there is no number. A text with several faults is refused for the first of these. */
  enum Refused implements ParsedDecimal {
    /** Not a number in plain notation. */
    NOT_A_NUMBER,
    /** A number with a minus sign, -0 too. */
    NEGATIVE,
    /** More decimals than the scale has, not counting zeros at the end. */
    TOO_MANY_DECIMALS,
    /** More units than a long holds. */
    OUT_OF_RANGE
  }
}
