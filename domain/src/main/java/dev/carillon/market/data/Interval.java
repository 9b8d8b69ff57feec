package dev.carillon.market.data;

import java.util.Optional;

/** How long a candle lasts. The order is by length; each begins where a minute does. */
public enum Interval {
  ONE_MINUTE("1m", 1),
  THREE_MINUTES("3m", 3),
  FIVE_MINUTES("5m", 5),
  FIFTEEN_MINUTES("15m", 15),
  THIRTY_MINUTES("30m", 30),
  ONE_HOUR("1h", 60),
  TWO_HOURS("2h", 2 * 60),
  FOUR_HOURS("4h", 4 * 60),
  SIX_HOURS("6h", 6 * 60),
  EIGHT_HOURS("8h", 8 * 60),
  TWELVE_HOURS("12h", 12 * 60),
  ONE_DAY("1d", 24 * 60),
  THREE_DAYS("3d", 3 * 24 * 60),
  /** From Monday. */
  ONE_WEEK("1w", 7 * 24 * 60),
  /** From the first of a month; as long as the month is. */
  ONE_MONTH("1M", 0);

  private final String label;
  private final long millis;

  Interval(String label, int minutes) {
    this.label = label;
    this.millis = minutes * 60_000L;
  }

  /** Its documented name. One minute and one month differ by the case of the letter. */
  public String label() {
    return label;
  }

  /** How long it lasts; 0 for a month. */
  long millis() {
    return millis;
  }

  /** The interval of that name, if there is one. */
  public static Optional<Interval> of(String label) {
    for (Interval interval : values()) {
      if (interval.label.equals(label)) {
        return Optional.of(interval);
      }
    }
    return Optional.empty();
  }
}
