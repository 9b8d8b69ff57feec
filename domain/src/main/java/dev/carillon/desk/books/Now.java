package dev.carillon.desk.books;

import dev.carillon.desk.quote.TradingCalendar;

/** The time of the command that is applied, with what the calendar says about it. */
public final class Now {
  private static final long MINUTE_MILLIS = 60_000;

  private long millis;
  private long minute = -1;
  private int minuteOfWeek;
  private long tradingDay;

  /** Milliseconds since 1970. */
  public long millis() {
    return millis;
  }

  /** By the clock of New York, 0 is Sunday 00:00. */
  public int minuteOfWeek() {
    return minuteOfWeek;
  }

  /** In days since 1970. */
  public long tradingDay() {
    return tradingDay;
  }

  public void set(long nowMillis) {
    millis = nowMillis;
    // Sessions and days begin with a minute, so the calendar is asked once in each.
    if (Math.floorDiv(nowMillis, MINUTE_MILLIS) != minute) {
      minute = Math.floorDiv(nowMillis, MINUTE_MILLIS);
      minuteOfWeek = TradingCalendar.minuteOfWeek(nowMillis);
      tradingDay = TradingCalendar.tradingDay(nowMillis).toEpochDay();
    }
  }
}
