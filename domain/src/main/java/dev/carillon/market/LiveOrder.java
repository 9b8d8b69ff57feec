package dev.carillon.market;

import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/** An order from its acceptance to its end, with what is held for it. */
final class LiveOrder {
  final long id;
  final Account account;
  final Market market;
  final long createdAt;
  OrderTerms terms;

  /** The worst price it trades at, in ticks: its own, or that of a market order's protection. */
  long limit;

  /** What the ledger holds for it: quote currency of a buyer, base currency of a seller. */
  long held;

  long filled;
  long notional;
  long fees;
  boolean triggered;
  OrderStatus status = OrderStatus.OPEN;
  @Nullable Reason reason;
  long updatedAt;

  LiveOrder(long id, Account account, Market market, OrderTerms terms, long createdAt) {
    this.id = id;
    this.account = account;
    this.market = market;
    this.terms = terms;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.triggered = !terms.type().isStop();
  }

  boolean isBuy() {
    return terms.side() == Side.BUY;
  }

  /** In lots. */
  long remaining() {
    return terms.quantity() - filled;
  }

  /** Whether it waits for its stop price, outside the book. */
  boolean waits() {
    return !triggered;
  }

  /** Whether it takes what there is within its protection: what is held is its cost, exactly. */
  boolean isAtMarket() {
    return triggered && !terms.type().isPriced();
  }

  /** How the book treats what does not trade at once. */
  TimeInForce bookTime() {
    TimeInForce wanted = terms.timeInForce();
    return isAtMarket() && wanted == TimeInForce.GTC ? TimeInForce.IOC : wanted;
  }

  /** The currency that is held for it. */
  int heldCurrency() {
    return isBuy() ? market.quote() : market.base();
  }

  /** What must be held for it while it rests or waits, in units of that currency. */
  long needs() {
    Pair pair = market.pair();
    return isBuy() ? pair.notional(limit, remaining()) : pair.baseUnits(remaining());
  }

  /** Counts one trade of it. */
  void fill(long lots, long quoteUnits, long fee, long nowMillis) {
    filled += lots;
    notional += quoteUnits;
    fees += fee;
    updatedAt = nowMillis;
    status = remaining() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
  }

  /** As it stands now. */
  OrderState state() {
    return new OrderState(
        id,
        account.owner(),
        market.pair(),
        terms,
        status,
        reason,
        filled,
        notional,
        fees,
        triggered,
        createdAt,
        updatedAt);
  }
}
