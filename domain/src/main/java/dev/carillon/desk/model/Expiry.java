package dev.carillon.desk.model;

/**
 * How long an order waits.
 *
 * @param atMillis when it ends, for {@link Kind#DATE}; else 0
 */
public record Expiry(Kind kind, long atMillis) {
  /** Until it is cancelled. */
  public static final Expiry GTC = new Expiry(Kind.GTC, 0);

  /** Until the end of the trading day, 17:00 in New York. */
  public static final Expiry DAY = new Expiry(Kind.DAY, 0);

  /** Stored: append only. */
  public enum Kind {
    GTC,
    DAY,
    DATE
  }

  /** Until {@code millis} since 1970. */
  public static Expiry at(long millis) {
    return new Expiry(Kind.DATE, millis);
  }
}
