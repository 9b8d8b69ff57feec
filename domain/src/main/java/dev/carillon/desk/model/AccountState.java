package dev.carillon.desk.model;

import dev.carillon.desk.quote.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * An account at a moment. Money in cents of its currency.
 *
 * @param floating profit and swap of the open positions
 * @param margin held for the open positions
 * @param exposure what the open positions are worth, as {@link MarginMode} counts it
 * @param dailyLoss how much less the equity is than at the start of the trading day, deposits and
 *     withdrawals left aside; 0: it is not less
 * @param drawdown how much less the equity is than its peak ever was, in the same way
 */
public record AccountState(
    String owner,
    AccountTerms terms,
    long balance,
    long floating,
    long margin,
    long exposure,
    int positions,
    int pendingOrders,
    long dailyLoss,
    long drawdown) {
  private static final long PERCENT_UNITS = 10_000;

  /** Credit is never given. */
  public long credit() {
    return 0;
  }

  /** Balance and what the open positions would change. */
  public long equity() {
    return balance + floating;
  }

  /** What further positions may use; negative: the margin is not covered. */
  public long freeMargin() {
    return equity() - margin;
  }

  /** Equity in percent of the margin, in hundredths of a percent; null: no margin is held. */
  public @Nullable Long marginLevel() {
    return margin == 0 ? null : (Long) Amounts.ratio(equity(), PERCENT_UNITS, margin);
  }
}
