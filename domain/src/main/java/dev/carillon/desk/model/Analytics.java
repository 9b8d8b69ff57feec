package dev.carillon.desk.model;

import dev.carillon.desk.quote.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * How an account did in the current period. Money in cents of its currency. A trade is a closing
 * deal; its result is net of swap and commissions.
 *
 * @param totalTrades closed
 * @param winners trades whose result is positive
 * @param grossProfit sum of the positive results
 * @param grossLoss sum of the negative results, as a positive figure
 * @param largestWin 0: there was none
 * @param largestLoss as a positive figure; 0: there was none
 * @param peakEquity the greatest equity of the period
 * @param currentDrawdown peak less equity now
 * @param maxDrawdown the greatest drawdown of the period
 * @param sharpeRatio of the daily returns, in thousandths: mean by standard deviation (n-1) times
 *     the root of 252; null: fewer than two days, or no deviation
 */
public record Analytics(
    Period period,
    long totalTrades,
    long winners,
    long grossProfit,
    long grossLoss,
    long largestWin,
    long largestLoss,
    long peakEquity,
    long currentDrawdown,
    long maxDrawdown,
    @Nullable Long sharpeRatio) {

  /** In cents. */
  public long netProfit() {
    return grossProfit - grossLoss;
  }

  /** Winners in percent of the trades, in tenths of a percent, half up; 0: no trades. */
  public long winRate() {
    return totalTrades == 0 ? 0 : Amounts.ratio(winners, 1_000, totalTrades);
  }

  /** Gross profit by gross loss, in hundredths, half up; null: there was no loss. */
  public @Nullable Long profitFactor() {
    return grossLoss == 0 ? null : (Long) Amounts.ratio(grossProfit, 100, grossLoss);
  }

  /** The drawdown in percent of the peak, in hundredths of a percent, half up. */
  public long currentDrawdownPercent() {
    return peakEquity <= 0 ? 0 : Amounts.ratio(currentDrawdown, 10_000, peakEquity);
  }

  /** What a trade brought on average, in cents, half up; 0: no trades. */
  public long averageTrade() {
    return totalTrades == 0 ? 0 : Amounts.ratio(netProfit(), 1, totalTrades);
  }
}
