package dev.carillon.desk.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Period;
import dev.carillon.testkit.Seeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PerformanceTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

  private final Performance performance = new Performance();

  private void deposit(long cents) {
    performance.moved(cents);
    performance.equity(cents);
  }

  private Analytics all(long equity) {
    return performance.analytics(Period.ALL, equity);
  }

  @Test
  void theSharpeRatioIsMeanByDeviationOfDailyReturnsTimesTheRootOf252() {
    deposit(10_000);
    performance.newDay(MONDAY.plusDays(1), 10_100);
    performance.newDay(MONDAY.plusDays(2), 10_302);

    // Returns 1 % and 2 %: mean 0.015, deviation 0.0070711, ratio 2.12132, times 15.87451.
    assertThat(all(10_302).sharpeRatio()).isEqualTo(33_675);
  }

  @Test
  void fewerThanTwoDaysOrNoDeviationHaveNoSharpeRatio() {
    deposit(10_000);
    performance.newDay(MONDAY.plusDays(1), 10_000);
    assertThat(all(10_000).sharpeRatio()).isNull();
    performance.newDay(MONDAY.plusDays(2), 10_000);
    assertThat(all(10_000).sharpeRatio()).isNull();
  }

  @Seeds(50)
  void theSharpeRatioIsThatOfFloatingPoint(RandomGenerator random) {
    deposit(1_000_000);
    long equity = 1_000_000;
    LocalDate day = MONDAY;
    List<Double> returns = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long next = equity + random.nextInt(40_000) - 19_000;
      day = day.plusDays(1);
      if (day.minusDays(1).getDayOfWeek().getValue() <= 5) {
        returns.add((next - equity) / (double) equity);
        equity = next;
        performance.newDay(day, next);
      } else {
        performance.newDay(day, equity);
      }
    }
    double mean = returns.stream().mapToDouble(r -> r).average().orElseThrow();
    double variance =
        returns.stream().mapToDouble(r -> (r - mean) * (r - mean)).sum() / (returns.size() - 1);

    double expected = mean / Math.sqrt(variance) * Math.sqrt(252) * 1_000;

    assertThat(Objects.requireNonNull(all(equity).sharpeRatio()).doubleValue())
        .isEqualTo(expected, Offset.offset(10.0));
  }

  @Test
  void theDaysOfTheWeekendHaveNoReturnOfTheirOwn() {
    deposit(10_000);
    LocalDate friday = MONDAY.plusDays(4);
    performance.newDay(friday.plusDays(1), 10_100);
    performance.newDay(friday.plusDays(2), 10_200);
    performance.newDay(friday.plusDays(3), 10_302);
    assertThat(all(10_302).sharpeRatio()).as("one day so far").isNull();

    performance.newDay(friday.plusDays(4), 10_302);

    // Friday 1 %, then 2 % over the weekend and Monday together.
    assertThat(all(10_302).sharpeRatio()).isEqualTo(33_675);
  }

  @Test
  void resultsAreSummedUpAndTheLargestKept() {
    performance.closed(500);
    performance.closed(-200);
    performance.closed(0);
    performance.closed(700);
    performance.closed(-300);

    Analytics all = all(0);
    assertThat(all.totalTrades()).isEqualTo(5);
    assertThat(all.winners()).as("break-even is none").isEqualTo(2);
    assertThat(all.winRate()).isEqualTo(400);
    assertThat(all.grossProfit()).isEqualTo(1_200);
    assertThat(all.grossLoss()).isEqualTo(500);
    assertThat(all.profitFactor()).isEqualTo(240);
    assertThat(all.largestWin()).isEqualTo(700);
    assertThat(all.largestLoss()).isEqualTo(300);
    assertThat(all.averageTrade()).isEqualTo(140);
  }
}
