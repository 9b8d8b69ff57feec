package dev.carillon.desk.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The document's analytics (desk-fx.md), by the formulas of markets.md 3.1 and 3.2. */
class AnalyticsTest {

  @Test
  void theWinRateOfTheDocumentIsTenOfFifteenTrades() {
    Analytics analytics = figures(15, 10, 30_000, 15_000);

    assertThat(analytics.winRate()).as("66.7").isEqualTo(667);
    assertThat(analytics.netProfit()).as("150.0").isEqualTo(15_000);
  }

  @Test
  void theProfitFactorIsProfitByLoss() {
    assertThat(figures(15, 10, 30_000, 15_000).profitFactor()).isEqualTo(200);
    assertThat(figures(1, 1, 30_000, 0).profitFactor()).as("no loss").isNull();
  }

  @Test
  void theCurrentDrawdownIsMoneyAndItsPercentIsOfThePeak() {
    Analytics analytics = new Analytics(Period.DAY, 0, 0, 0, 0, 0, 0, 100_000, 2_500, 3_000, null);

    assertThat(analytics.currentDrawdownPercent()).as("2.50 %").isEqualTo(250);
  }

  @Test
  void withoutTradesNothingIsDividedByThem() {
    assertThat(figures(0, 0, 0, 0).winRate()).isZero();
    assertThat(figures(0, 0, 0, 0).averageTrade()).isZero();
  }

  private static Analytics figures(long trades, long winners, long profit, long loss) {
    return new Analytics(Period.DAY, trades, winners, profit, loss, 0, 0, 0, 0, 0, null);
  }
}
