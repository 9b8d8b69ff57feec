package dev.carillon.market.data;

/**
 * Sums of what was traded. They stand still at {@link Long#MAX_VALUE} instead of wrapping: a figure
 * that is shown must not stop a trade, and must not turn negative.
 */
final class Sums {
  private Sums() {}

  /** Of numbers that are not negative. */
  static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** What {@code lots} at {@code priceTicks} are worth. */
  static long quoteUnits(long priceTicks, long lots, long unitsPerTickLot) {
    return multiply(multiply(priceTicks, lots), unitsPerTickLot);
  }

  private static long multiply(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }
}
