package dev.carillon.desk.model;

import dev.carillon.desk.quote.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A position at a moment. Prices in points, money in cents of the account's currency.
 *
 * @param ticket that of the order that opened it
 * @param volume in hundredths of a lot; 0: it is closed
 * @param currentPrice at which it would close now: the bid for BUY, the ask for SELL
 * @param stopLoss 0: none
 * @param takeProfit 0: none
 * @param profit gross: without swap and commission
 * @param swap collected and not yet booked; negative: a cost
 * @param commission what its opening cost, as a positive figure; booked then
 * @param marginLevel the account's, in hundredths of a percent; null: it holds no margin
 */
public record PositionState(
    String owner,
    long ticket,
    Symbol symbol,
    Side side,
    long volume,
    long openPrice,
    long currentPrice,
    long stopLoss,
    long takeProfit,
    long profit,
    long swap,
    long commission,
    long margin,
    @Nullable Long marginLevel,
    Origin origin,
    long openedAt,
    long updatedAt) {

  /** What closing it now would change in all, the commission of the closing left aside. */
  public long netProfit() {
    return profit + swap - commission;
  }
}
