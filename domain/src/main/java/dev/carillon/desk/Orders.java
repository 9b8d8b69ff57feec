package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.TradingCalendar;
import java.util.Comparator;
import java.util.TreeSet;

/** The pending orders: where each waits for its price, and until when. */
final class Orders {
  private static final long FIRST_TICKET = 100_001;

  private final Now now;
  private final Teller teller;
  private final TreeSet<PendingOrder> ending =
      new TreeSet<>(
          Comparator.<PendingOrder>comparingLong(order -> order.expireAt())
              .thenComparingLong(order -> order.ticket()));
  private long lastTicket = FIRST_TICKET - 1;

  Orders(Now now, Teller teller) {
    this.now = now;
    this.teller = teller;
  }

  long nextTicket() {
    return ++lastTicket;
  }

  /** When an order of this expiry ends that is placed now. */
  long end(Expiry expiry) {
    return switch (expiry.kind()) {
      case GTC -> PendingOrder.NEVER;
      case DAY -> TradingCalendar.nextRoll(now.millis());
      case DATE -> expiry.atMillis();
    };
  }

  /** It waits from now on. */
  void add(PendingOrder order) {
    order.account().orders().put(order.ticket(), order);
    order.await();
    if (order.expireAt() != PendingOrder.NEVER) {
      ending.add(order);
    }
  }

  /** It waits no longer. Whoever calls this tells what came of it. */
  void remove(PendingOrder order) {
    order.account().orders().remove(order.ticket());
    order.ignore();
    ending.remove(order);
  }

  /** A stop-limit order, which does not wait at the moment, is a limit order from now on. */
  void activate(PendingOrder order) {
    order.activate(now.millis());
    order.await();
    tell(order);
  }

  /** Says how a pending order stands. */
  void tell(PendingOrder order) {
    teller.order(order.account(), order.state());
  }

  /** It ends without a fill. */
  OrderState end(PendingOrder order, OrderStatus status, Reason reason) {
    remove(order);
    return ended(order, status, reason);
  }

  /** It has ended without a fill, or was never taken. */
  OrderState ended(PendingOrder order, OrderStatus status, Reason reason) {
    return keep(order.account(), order.ended(status, reason, now.millis()));
  }

  /** It is filled at the live quote. */
  OrderState filled(PendingOrder order) {
    return keep(order.account(), order.filled(now.millis()));
  }

  private OrderState keep(Account account, OrderState state) {
    account.ended().add(state);
    teller.order(account, state);
    return state;
  }

  /** Ends all whose time is over. */
  void expire() {
    while (!ending.isEmpty() && ending.first().expireAt() <= now.millis()) {
      end(ending.first(), OrderStatus.EXPIRED, Reason.EXPIRED);
    }
  }

  /** When the next order ends by itself. */
  long nextEnd() {
    return ending.isEmpty() ? PendingOrder.NEVER : ending.first().expireAt();
  }

  long lastTicket() {
    return lastTicket;
  }

  void restore(long ticket) {
    lastTicket = ticket;
  }
}
