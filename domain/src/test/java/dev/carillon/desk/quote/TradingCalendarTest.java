package dev.carillon.desk.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingCalendarTest {

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void aDayEndsAtFiveInNewYorkInWinterAndInSummer() {
    assertThat(TradingCalendar.nextRoll(millis("2026-01-15T21:59:59.999Z")))
        .isEqualTo(millis("2026-01-15T22:00:00Z"));
    assertThat(TradingCalendar.nextRoll(millis("2026-01-15T22:00:00Z")))
        .isEqualTo(millis("2026-01-16T22:00:00Z"));
    assertThat(TradingCalendar.nextRoll(millis("2026-07-15T12:00:00Z")))
        .isEqualTo(millis("2026-07-15T21:00:00Z"));
  }

  @Test
  void theDaysOfTheClockChangeHaveTwentyThreeAndTwentyFiveHours() {
    assertThat(TradingCalendar.nextRoll(millis("2026-03-07T22:00:00Z")))
        .isEqualTo(millis("2026-03-08T21:00:00Z"));
    assertThat(TradingCalendar.nextRoll(millis("2026-10-31T21:00:00Z")))
        .isEqualTo(millis("2026-11-01T22:00:00Z"));
  }

  @Test
  void fromFiveOnItIsTheNextDay() {
    assertThat(TradingCalendar.tradingDay(millis("2026-01-15T21:59:59Z")))
        .isEqualTo(LocalDate.of(2026, 1, 15));
    assertThat(TradingCalendar.tradingDay(millis("2026-01-15T22:00:00Z")))
        .isEqualTo(LocalDate.of(2026, 1, 16));
  }

  @Test
  void aWeekHasSevenNightsOfSwap() {
    LocalDate monday = LocalDate.of(2026, 11, 16);

    assertThat(monday.datesUntil(monday.plusDays(7)).map(TradingCalendar::swapNights))
        .containsExactly(1, 1, 3, 1, 1, 0, 0);
  }

  @Test
  void currenciesAreTradedFromSundayEveningToFridayEvening() {
    assertThat(isOpen(Sessions.FOREX, "2026-11-22T21:59:00Z")).isFalse();
    assertThat(isOpen(Sessions.FOREX, "2026-11-22T22:00:00Z")).isTrue();
    assertThat(isOpen(Sessions.FOREX, "2026-11-27T21:59:59Z")).isTrue();
    assertThat(isOpen(Sessions.FOREX, "2026-11-27T22:00:00Z")).isFalse();
  }

  @Test
  void metalsHaveABreakOfAnHourEachDay() {
    assertThat(isOpen(Sessions.METALS, "2026-11-24T21:59:00Z")).isTrue();
    assertThat(isOpen(Sessions.METALS, "2026-11-24T22:30:00Z")).isFalse();
    assertThat(isOpen(Sessions.METALS, "2026-11-24T23:00:00Z")).isTrue();
    assertThat(isOpen(Sessions.METALS, "2026-11-22T22:30:00Z")).as("Sunday").isFalse();
    assertThat(isOpen(Sessions.METALS, "2026-11-27T23:30:00Z")).as("Friday").isFalse();
  }

  @Test
  void someThingsAreTradedAlways() {
    assertThat(isOpen(Sessions.ALWAYS, "2026-11-21T12:00:00Z")).isTrue();
  }

  @Test
  void aSessionKnowsSinceWhenItIsOpen() {
    assertThat(TradingCalendar.openSince(Sessions.METALS, millis("2026-11-25T00:10:30.5Z")))
        .isEqualTo(millis("2026-11-24T23:00:00Z"));
    long closed = millis("2026-11-24T22:30:00Z");
    assertThat(TradingCalendar.openSince(Sessions.METALS, closed)).isEqualTo(closed);
  }

  @Test
  void anEmptyListOfSessionsIsNeverOpen() {
    assertThat(isOpen(new Sessions(List.of()), "2026-11-24T12:00:00Z")).isFalse();
  }

  private static boolean isOpen(Sessions sessions, String instant) {
    return TradingCalendar.isOpen(sessions, TradingCalendar.minuteOfWeek(millis(instant)));
  }
}
