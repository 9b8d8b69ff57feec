package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All live orders of all pairs, and how they end. */
final class LiveOrders {
  private final Map<Long, LiveOrder> orders = new HashMap<>();
  private final Expiries expiries = new Expiries();
  private final Ledger ledger;
  private final Teller teller;
  private long lastId;

  LiveOrders(Ledger ledger, Teller teller) {
    this.ledger = ledger;
    this.teller = teller;
  }

  long lastId() {
    return lastId;
  }

  void setLastId(long id) {
    lastId = id;
  }

  /** The id of one more order. */
  long nextId() {
    return ++lastId;
  }

  void add(LiveOrder order) {
    orders.put(order.id, order);
    order.account.add(order);
    expiries.add(order);
  }

  @Nullable LiveOrder find(long id) {
    return orders.get(id);
  }

  /**
   * The order.
   *
   * @throws IllegalStateException there is none: the book and the engine have drifted apart
   */
  LiveOrder get(long id) {
    LiveOrder order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("order " + id + ": in the book but not alive");
    }
    return order;
  }

  int size() {
    return orders.size();
  }

  Expiries expiries() {
    return expiries;
  }

  /** It has traded whole: it is no longer live, and what is still held for it is given back. */
  void filled(LiveOrder order) {
    remove(order);
    releaseAll(order);
  }

  /** It ends before it is filled; its owner is told. It must be out of the book already. */
  void end(LiveOrder order, OrderStatus status, Reason reason) {
    remove(order);
    releaseAll(order);
    order.status = status;
    order.reason = reason;
    order.updatedAt = teller.nowMillis();
    teller.order(order);
    teller.balances(order.account);
  }

  /** Gives back what is held beyond {@code needed}. */
  void releaseDownTo(LiveOrder order, long needed) {
    if (order.held > needed) {
      ledger.release(order.account.number(), order.heldCurrency(), order.held - needed);
      order.held = needed;
    }
  }

  /**
   * Sees to it that {@code needed} is held.
   *
   * @return false: it is more than is held, and the rest is not available; nothing changed
   */
  boolean holdUpTo(LiveOrder order, long needed) {
    if (needed < 0) {
      return false;
    }
    long more = needed - order.held;
    if (more > 0) {
      if (!ledger.hold(order.account.number(), order.heldCurrency(), more)) {
        return false;
      }
      order.held = needed;
    }
    return true;
  }

  private void releaseAll(LiveOrder order) {
    releaseDownTo(order, 0);
  }

  private void remove(LiveOrder order) {
    orders.remove(order.id);
    order.account.remove(order);
    expiries.remove(order);
  }
}
