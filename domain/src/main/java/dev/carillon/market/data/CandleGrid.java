package dev.carillon.market.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When candles open and close, in milliseconds since 1970, UTC: intervals up to a day and of three
 * days in step with the epoch, weeks from Monday, months by the calendar.
 *
 * @param threeDayAnchor a day on which a candle of three days opens, as days since 1970-01-01.
 *     Exchanges differ: 0 is Bitget's, 1 reproduces Binance's BTCUSDT
 */
public record CandleGrid(long threeDayAnchor) {
  /** Three days count from the epoch. */
  public static final CandleGrid EPOCH = new CandleGrid(0);

  private static final long DAY_MILLIS = Interval.ONE_DAY.millis();

  /** 1970-01-05. */
  private static final long FIRST_MONDAY = 4;

  /** Three days count from that day. */
  public static CandleGrid anchoredAt(LocalDate day) {
    return new CandleGrid(day.toEpochDay());
  }

  /** When the candle opens in which that time lies. */
  public long openTime(Interval interval, long timeMillis) {
    return switch (interval) {
      case ONE_MONTH -> millis(monthOf(timeMillis));
      case ONE_WEEK -> stepBefore(timeMillis, interval.millis(), FIRST_MONDAY * DAY_MILLIS);
      case THREE_DAYS -> stepBefore(timeMillis, interval.millis(), threeDayAnchor * DAY_MILLIS);
      default -> stepBefore(timeMillis, interval.millis(), 0);
    };
  }

  /** When the candle after it opens. */
  public long nextOpenTime(Interval interval, long timeMillis) {
    return interval == Interval.ONE_MONTH
        ? millis(monthOf(timeMillis).plusMonths(1))
        : openTime(interval, timeMillis) + interval.millis();
  }

  /** The last millisecond of the candle in which that time lies. */
  public long closeTime(Interval interval, long timeMillis) {
    return nextOpenTime(interval, timeMillis) - 1;
  }

  private static long stepBefore(long timeMillis, long step, long anchor) {
    return timeMillis - Math.floorMod(timeMillis - anchor, step);
  }

  private static LocalDate monthOf(long timeMillis) {
    return Instant.ofEpochMilli(timeMillis).atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
  }

  private static long millis(LocalDate day) {
    return day.toEpochDay() * DAY_MILLIS;
  }
}
