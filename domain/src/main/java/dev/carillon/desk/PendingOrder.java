package dev.carillon.desk;

import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Triggers.When;
import org.jspecify.annotations.Nullable;

/** An order that waits for its price. */
final class PendingOrder implements Waiting {
  /** The end of an order that has none. */
  static final long NEVER = Long.MAX_VALUE;

  final long ticket;
  final Account account;
  final Market market;
  final long createdAt;
  OrderTerms terms;
  long updatedAt;

  /** Milliseconds since 1970, or {@link #NEVER}. */
  long expireAt = NEVER;

  /** A stop-limit order whose stop was reached. */
  boolean activated;

  PendingOrder(long ticket, Account account, Market market, OrderTerms terms, long nowMillis) {
    this.ticket = ticket;
    this.account = account;
    this.market = market;
    this.terms = terms;
    this.createdAt = nowMillis;
    this.updatedAt = nowMillis;
  }

  /** What sets it off. */
  When when() {
    boolean limit = activated || terms.type().isLimit();
    return terms.type().side() == Side.BUY
        ? limit ? When.ASK_FALLS : When.ASK_RISES
        : limit ? When.BID_RISES : When.BID_FALLS;
  }

  /** The price that sets it off, in points. */
  long level() {
    return activated ? terms.prices().limitPrice() : terms.prices().price();
  }

  OrderState state() {
    return state(OrderStatus.PENDING, null, 0, 0);
  }

  /** As it stands when it ends without a fill. */
  OrderState ended(OrderStatus status, Reason reason) {
    return state(status, reason, 0, 0);
  }

  /** As it stands when it is filled. */
  OrderState filled(long price, long atMillis) {
    return state(OrderStatus.FILLED, null, atMillis, price);
  }

  private OrderState state(
      OrderStatus status, @Nullable Reason reason, long filledAt, long fillPrice) {
    return new OrderState(
        account.owner(),
        ticket,
        market.symbol(),
        terms,
        status,
        activated,
        reason,
        createdAt,
        updatedAt,
        filledAt,
        fillPrice);
  }
}
