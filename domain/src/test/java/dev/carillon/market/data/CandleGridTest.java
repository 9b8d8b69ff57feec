package dev.carillon.market.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CandleGridTest {
  private static final CandleGrid GRID = CandleGrid.EPOCH;

  @Test
  void theIntervalsAreThoseOfTheDocument() {
    assertThat(Arrays.stream(Interval.values()).map(Interval::label))
        .containsExactly(
            "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w",
            "1M");
    assertThat(Interval.of("1m")).contains(Interval.ONE_MINUTE);
    assertThat(Interval.of("1M")).contains(Interval.ONE_MONTH);
    assertThat(Interval.of("1H")).isEmpty();
    assertThat(Interval.of("")).isEmpty();
  }

  @Test
  void theDocumentsCandleOpensAndClosesAsPrinted() {
    assertThat(GRID.openTime(Interval.ONE_MINUTE, 1_672_531_234_567L))
        .isEqualTo(1_672_531_200_000L);
    assertThat(GRID.closeTime(Interval.ONE_MINUTE, 1_672_531_200_000L))
        .isEqualTo(1_672_531_259_999L);
  }

  @Test
  void aWeekOpensOnMondayAsBinancesFirst() {
    assertThat(GRID.openTime(Interval.ONE_WEEK, at("2017-08-17T04:00:00Z")))
        .isEqualTo(at("2017-08-14T00:00:00Z"));
    assertThat(GRID.openTime(Interval.ONE_WEEK, at("2026-11-22T23:59:59.999Z")))
        .isEqualTo(at("2026-11-16T00:00:00Z"));
    assertThat(GRID.openTime(Interval.ONE_WEEK, at("1970-01-01T00:00:00Z")))
        .isEqualTo(at("1969-12-29T00:00:00Z"));
  }

  @Test
  void threeDaysCountFromTheEpochAsBitgets() {
    assertThat(GRID.openTime(Interval.THREE_DAYS, 1_664_582_400_000L))
        .isEqualTo(1_664_582_400_000L);
    assertThat(GRID.openTime(Interval.THREE_DAYS, 1_664_582_399_999L))
        .isEqualTo(1_664_582_400_000L - 3 * 86_400_000L);
  }

  @Test
  void threeDaysFromTheSecondOfJanuaryAreBinances() {
    CandleGrid binance = CandleGrid.anchoredAt(LocalDate.parse("1970-01-02"));

    assertThat(binance.openTime(Interval.THREE_DAYS, at("2017-08-19T23:59:59.999Z")))
        .isEqualTo(at("2017-08-17T00:00:00Z"));
    assertThat(binance.openTime(Interval.THREE_DAYS, at("2026-07-03T12:00:00Z")))
        .isEqualTo(at("2026-07-01T00:00:00Z"));
    assertThat(binance.closeTime(Interval.THREE_DAYS, at("2026-07-03T12:00:00Z")))
        .isEqualTo(at("2026-07-03T23:59:59.999Z"));
    assertThat(binance.openTime(Interval.ONE_WEEK, at("2017-08-17T00:00:00Z")))
        .isEqualTo(at("2017-08-14T00:00:00Z"));
  }

  @Test
  void anyAnchorThatLiesThreeDaysApartIsTheSame() {
    CandleGrid later = CandleGrid.anchoredAt(LocalDate.parse("2024-02-29"));
    CandleGrid earlier = CandleGrid.anchoredAt(LocalDate.parse("2024-02-26"));
    long time = at("2020-06-01T10:00:00Z");

    assertThat(later.openTime(Interval.THREE_DAYS, time))
        .isEqualTo(earlier.openTime(Interval.THREE_DAYS, time));
  }

  @Test
  void aMonthIsAsLongAsTheCalendarSays() {
    assertThat(GRID.openTime(Interval.ONE_MONTH, at("2024-02-29T12:00:00Z")))
        .isEqualTo(at("2024-02-01T00:00:00Z"));
    assertThat(GRID.closeTime(Interval.ONE_MONTH, at("2024-02-01T00:00:00Z")))
        .isEqualTo(at("2024-02-29T23:59:59.999Z"));
    assertThat(GRID.closeTime(Interval.ONE_MONTH, at("2023-02-10T00:00:00Z")))
        .isEqualTo(at("2023-02-28T23:59:59.999Z"));
    assertThat(GRID.closeTime(Interval.ONE_MONTH, at("2100-02-10T00:00:00Z")))
        .isEqualTo(at("2100-02-28T23:59:59.999Z"));
    assertThat(GRID.closeTime(Interval.ONE_MONTH, at("2026-12-31T23:59:59.999Z")))
        .isEqualTo(at("2026-12-31T23:59:59.999Z"));
    assertThat(GRID.nextOpenTime(Interval.ONE_MONTH, at("2026-12-31T23:59:59.999Z")))
        .isEqualTo(at("2027-01-01T00:00:00Z"));
  }

  @Seeds(200)
  void everyTimeLiesInOneCandleOfEachInterval(RandomGenerator random) {
    CandleGrid grid = new CandleGrid(random.nextInt(-10, 30_000));
    long time = random.nextLong(4_102_444_800_000L);

    for (Interval interval : Interval.values()) {
      long open = grid.openTime(interval, time);
      long next = grid.nextOpenTime(interval, time);

      assertThat(time).isBetween(open, next - 1);
      assertThat(grid.openTime(interval, open)).isEqualTo(open);
      assertThat(grid.openTime(interval, next - 1)).isEqualTo(open);
      assertThat(grid.openTime(interval, next)).isEqualTo(next);
      assertThat(grid.closeTime(interval, time)).isEqualTo(next - 1);
      assertThat(isWhereItShouldBe(grid, interval, open)).isTrue();
    }
  }

  private static boolean isWhereItShouldBe(CandleGrid grid, Interval interval, long open) {
    ZonedDateTime utc = Instant.ofEpochMilli(open).atZone(ZoneOffset.UTC);
    boolean isMidnight = open % 86_400_000L == 0;
    return switch (interval) {
      case ONE_MONTH -> isMidnight && utc.getDayOfMonth() == 1;
      case ONE_WEEK -> isMidnight && utc.getDayOfWeek() == DayOfWeek.MONDAY;
      case THREE_DAYS ->
          isMidnight && (utc.toLocalDate().toEpochDay() - grid.threeDayAnchor()) % 3 == 0;
      default -> (utc.toLocalTime().toNanoOfDay() / 1_000_000) % interval.millis() == 0;
    };
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
