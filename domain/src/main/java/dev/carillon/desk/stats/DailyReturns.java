package dev.carillon.desk.stats;

import dev.carillon.desk.quote.Amounts;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Daily returns as their count, sum and sum of squares: enough for the Sharpe ratio. */
final class DailyReturns {
  /** A return of 100 %. */
  private static final long WHOLE = 1_000_000;

  /** No return counts for more, so that the sum of squares fits a long for 90,000 days. */
  private static final long MOST = 10 * WHOLE;

  private static final BigDecimal TRADING_DAYS = BigDecimal.valueOf(252);
  private static final int DECIMALS = 3;

  private long days;
  private long sum;
  private long squares;

  /** One day's; without something to begin with there is no return. */
  void add(long fromEquity, long toEquity) {
    if (fromEquity > 0) {
      long part = Amounts.ratio(toEquity - fromEquity, WHOLE, fromEquity);
      long bounded = Math.clamp(part, -MOST, MOST);
      days++;
      sum += bounded;
      squares += bounded * bounded;
    }
  }

  void clear() {
    days = 0;
    sum = 0;
    squares = 0;
  }

  /**
   * Mean by standard deviation (n-1) times the root of 252, in thousandths (markets.md 3.1, without
   * a risk-free return). Null: fewer than two days, or no deviation.
   */
  @Nullable Long sharpeRatio() {
    BigDecimal n = BigDecimal.valueOf(days);
    BigDecimal total = BigDecimal.valueOf(sum);
    // n * squares - sum^2 is n * (n-1) times the variance: no division before the end.
    BigDecimal spread = n.multiply(BigDecimal.valueOf(squares)).subtract(total.multiply(total));
    if (days < 2 || spread.signum() <= 0) {
      return null;
    }
    // mean / deviation = sum/n / sqrt(spread / (n*(n-1))) = sum * sqrt((n-1) / (n * spread))
    BigDecimal root =
        TRADING_DAYS
            .multiply(BigDecimal.valueOf(days - 1))
            .divide(n.multiply(spread), MathContext.DECIMAL128)
            .sqrt(MathContext.DECIMAL128);
    return total
        .multiply(root)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  void writeTo(StateWriter out) {
    out.putLong(days).putLong(sum).putLong(squares);
  }

  void readFrom(StateReader in) {
    days = in.getLong();
    sum = in.getLong();
    squares = in.getLong();
  }
}
