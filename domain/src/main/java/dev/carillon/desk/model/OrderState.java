package dev.carillon.desk.model;

import dev.carillon.desk.quote.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param ticket rising over the whole desk; also that of the position it becomes. The API's {@code
 *     orderId} is "order_" with this number
 * @param activated a stop-limit order whose stop was reached: it is a limit order now
 * @param reason why it ended without a fill
 * @param filledAt milliseconds since 1970; 0: not filled
 * @param fillPrice in points; 0: not filled
 */
public record OrderState(
    String owner,
    long ticket,
    Symbol symbol,
    OrderTerms terms,
    OrderStatus status,
    boolean activated,
    @Nullable Reason reason,
    long createdAt,
    long updatedAt,
    long filledAt,
    long fillPrice) {

  /** In hundredths of a lot. */
  public long filledVolume() {
    return status == OrderStatus.FILLED ? terms.volume() : 0;
  }

  /** In hundredths of a lot. */
  public long remainingVolume() {
    return terms.volume() - filledVolume();
  }
}
