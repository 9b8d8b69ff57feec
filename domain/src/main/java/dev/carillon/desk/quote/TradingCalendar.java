package dev.carillon.desk.quote;

import dev.carillon.desk.quote.Sessions.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The days of the currency market: a trading day ends at 17:00 in New York, by the clock on the
 * wall, in summer as in winter. All times are milliseconds since 1970.
 */
public final class TradingCalendar {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime ROLL = LocalTime.of(17, 0);
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final long MINUTE_MILLIS = 60_000;

  private TradingCalendar() {}

  /** The first end of a trading day after {@code millis}. */
  public static long nextRoll(long millis) {
    ZonedDateTime local = local(millis);
    ZonedDateTime roll = local.toLocalDate().atTime(ROLL).atZone(NEW_YORK);
    if (roll.toInstant().toEpochMilli() <= millis) {
      roll = local.toLocalDate().plusDays(1).atTime(ROLL).atZone(NEW_YORK);
    }
    return roll.toInstant().toEpochMilli();
  }

  /** The trading day at {@code millis}: from 17:00 on it is that of the next date. */
  public static LocalDate tradingDay(long millis) {
    LocalDateTime local = local(millis).toLocalDateTime();
    LocalDate date = local.toLocalDate();
    return local.toLocalTime().isBefore(ROLL) ? date : date.plusDays(1);
  }

  /**
   * How many nights' swap are due when a trading day ends: on Wednesday three, since what is traded
   * then is settled after the weekend; on Saturday and Sunday none.
   */
  public static int swapNights(LocalDate endedDay) {
    return switch (endedDay.getDayOfWeek()) {
      case MONDAY, TUESDAY, THURSDAY, FRIDAY -> 1;
      case WEDNESDAY -> 3;
      case SATURDAY, SUNDAY -> 0;
    };
  }

  /** The minute of the week in New York, 0 is Sunday 00:00. */
  public static int minuteOfWeek(long millis) {
    ZonedDateTime local = local(millis);
    int day = local.getDayOfWeek().getValue() % DayOfWeek.values().length;
    return day * MINUTES_OF_DAY + local.getHour() * 60 + local.getMinute();
  }

  /** Whether a minute of the week is in a session. */
  public static boolean isOpen(Sessions sessions, int minuteOfWeek) {
    for (Window window : sessions.windows()) {
      if (minuteOfWeek >= window.from() && minuteOfWeek < window.to()) {
        return true;
      }
    }
    return false;
  }

  /** When the session began that is open at {@code millis}; {@code millis} itself: none is. */
  public static long openSince(Sessions sessions, long millis) {
    int minute = minuteOfWeek(millis);
    for (Window window : sessions.windows()) {
      if (minute >= window.from() && minute < window.to()) {
        long wholeMinute = millis - Math.floorMod(millis, MINUTE_MILLIS);
        return wholeMinute - (minute - window.from()) * MINUTE_MILLIS;
      }
    }
    return millis;
  }

  private static ZonedDateTime local(long millis) {
    return Instant.ofEpochMilli(millis).atZone(NEW_YORK);
  }
}
