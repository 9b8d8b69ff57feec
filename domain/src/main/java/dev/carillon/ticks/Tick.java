package dev.carillon.ticks;

/**
 * One trade of an instrument, as a feed tells it.
 *
 * @param price in units of the instrument: paise
 * @param quantity how much was traded
 * @param timeMillis when, milliseconds since 1970
 */
public record Tick(long price, long quantity, long timeMillis) {
  /** The largest price and quantity: JavaScript and JSON keep such numbers exactly. */
  public static final long MAX = (1L << 53) - 1;

  /** The last millisecond of the year 9999. */
  public static final long MAX_TIME_MILLIS = 253_402_300_799_999L;

  /** Checks the ranges. */
  public Tick {
    require("price", price, MAX);
    require("quantity", quantity, MAX);
    require("timeMillis", timeMillis, MAX_TIME_MILLIS);
  }

  private static void require(String name, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0.." + max + ")");
    }
  }
}
