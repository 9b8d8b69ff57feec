package dev.carillon.ticks;

import java.math.BigInteger;

/**
 * The figures of one trading day.
 *
 * @param close the last price of the day before; {@link #UNKNOWN}: there was none
 * @param volume how much was traded
 * @param turnover the sum of prices times quantities
 * @param endsMillis when the day ends, milliseconds since 1970
 */
public record Day(
    long open, long high, long low, long close, long volume, BigInteger turnover, long endsMillis) {
  /** Nobody has told. */
  public static final long UNKNOWN = -1;

  /** A day that begins with a trade. */
  static Day beginning(Tick first, long close, long endsMillis) {
    long price = first.price();
    return new Day(
        price,
        price,
        price,
        close,
        first.quantity(),
        turnover(price, first.quantity()),
        endsMillis);
  }

  /** This day after one more trade. */
  Day after(Tick tick) {
    return new Day(
        open,
        Math.max(high, tick.price()),
        Math.min(low, tick.price()),
        close,
        saturated(volume, tick.quantity()),
        turnover.add(turnover(tick.price(), tick.quantity())),
        endsMillis);
  }

  /** This day where a feed knows better. */
  Day corrected(Stated stated) {
    long shown = stated.volume() == UNKNOWN ? volume : stated.volume();
    return new Day(
        either(stated.open(), open),
        either(stated.high(), high),
        either(stated.low(), low),
        either(stated.close(), close),
        shown,
        stated.averagePrice() == UNKNOWN ? turnover : turnover(stated.averagePrice(), shown),
        endsMillis);
  }

  /** The average price of what was traded, rounded half up; {@link #UNKNOWN}: nothing was. */
  public long averagePrice() {
    if (volume == 0) {
      return UNKNOWN;
    }
    BigInteger units = BigInteger.valueOf(volume);
    return turnover.shiftLeft(1).add(units).divide(units.shiftLeft(1)).longValue();
  }

  /**
   * What a feed says of the day; each may be {@link #UNKNOWN}, and is then counted from the ticks.
   */
  public record Stated(long open, long high, long low, long close, long volume, long averagePrice) {
    /** Nothing. */
    public static final Stated NOTHING =
        new Stated(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  private static long either(long stated, long counted) {
    return stated == UNKNOWN ? counted : stated;
  }

  private static long saturated(long volume, long more) {
    return Math.min(Tick.MAX, volume + more);
  }

  private static BigInteger turnover(long price, long quantity) {
    return BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity));
  }
}
