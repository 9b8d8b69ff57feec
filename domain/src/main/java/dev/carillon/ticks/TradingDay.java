package dev.carillon.ticks;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When trading days end.
 *
 * @param end the time on the clocks of {@code zone}
 */
public record TradingDay(LocalTime end, ZoneId zone) {

  /** The first end of a day after a time; both in milliseconds since 1970. */
  public long endAfter(long millis) {
    ZonedDateTime now = Instant.ofEpochMilli(millis).atZone(zone);
    ZonedDateTime today = now.with(end);
    ZonedDateTime next =
        today.isAfter(now) ? today : now.toLocalDate().plusDays(1).atTime(end).atZone(zone);
    return next.toInstant().toEpochMilli();
  }
}
