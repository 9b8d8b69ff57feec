package dev.carillon.market;

import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.Outcome;
import dev.carillon.market.book.Sweep;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/** How orders come into a market: new ones, amended ones, and stops that are reached. */
final class Placing {
  private final LiveOrders orders;
  private final Teller teller;
  private final Incoming incoming = new Incoming();
  private final Sweep sweep = new Sweep();

  Placing(LiveOrders orders, Teller teller) {
    this.orders = orders;
    this.teller = teller;
  }

  /** A new order. */
  Answer place(Market market, Account account, OrderTerms terms) {
    long now = teller.nowMillis();
    LiveOrder order = new LiveOrder(orders.nextId(), account, market, terms, now);
    Problem problem = new Checks(market).ofNew(account, terms, now);
    if (problem == null) {
      problem = fund(order);
    }
    if (problem != null) {
      return reject(order, problem);
    }
    orders.add(order);
    teller.order(order);
    teller.balances(account);
    if (order.waits()) {
      market.stops().add(order);
    } else {
      match(order);
    }
    return new Answer.Ordered(order.state(), account.sequence());
  }

  private Answer reject(LiveOrder order, Problem problem) {
    order.status = OrderStatus.REJECTED;
    order.reason = problem.reason();
    OrderState state = order.state();
    teller.order(order.account, state);
    return new Answer.Refused(problem.reason(), problem.details(), state);
  }

  /** Finds the worst price, and holds what the order needs. Null: done. */
  private @Nullable Problem fund(LiveOrder order) {
    long needed = needs(order);
    return orders.holdUpTo(order, needed) ? null : poor(order, needed);
  }

  private static Problem poor(LiveOrder order, long needed) {
    Pair pair = order.market.pair();
    String currency = order.isBuy() ? pair.quote() : pair.base();
    return new Problem(
        Reason.INSUFFICIENT_BALANCE,
        needed < 0
            ? "needed: more than can be counted"
            : "available: less than the "
                + Pair.amountText(needed)
                + " "
                + currency
                + " that the order needs");
  }

  /** Sets the order's worst price, and says what must be held for it; negative: too much. */
  private long needs(LiveOrder order) {
    OrderTerms terms = order.terms;
    Market market = order.market;
    int bps = market.pair().limits().protectionBps();
    if (terms.type().isPriced()) {
      order.limit = terms.price();
      return order.needs();
    }
    if (order.waits()) {
      order.limit = Protection.limit(terms.side(), terms.stopPrice(), bps);
      return order.needs();
    }
    long best = market.book().bestPrice(terms.side().opposite());
    order.limit = Protection.limit(terms.side(), Math.max(1, best), bps);
    return order.isBuy() ? cost(order) : order.needs();
  }

  /** What a market order to buy would pay now. Nothing comes between this and its matching. */
  private long cost(LiveOrder order) {
    order.market.book().measure(fill(order), sweep);
    return sweep.cost() == Long.MAX_VALUE ? -1 : order.market.pair().notional(sweep.cost(), 1);
  }

  private void match(LiveOrder order) {
    Outcome outcome = order.market.book().place(fill(order));
    if (outcome == Outcome.OVERFLOW || outcome == Outcome.DUPLICATE_ID) {
      // What is held for it exists, so its lots fit a long, and ids are given once.
      throw new IllegalStateException("order " + order.id + ": " + outcome);
    }
  }

  private Incoming fill(LiveOrder order) {
    OrderTerms terms = order.terms;
    incoming
        .order(order.id, order.account.number(), terms.side(), order.limit, order.remaining())
        .timeInForce(order.bookTime())
        .selfTrade(terms.options().selfTrade())
        .display(terms.display());
    return incoming;
  }

  /** A stop's price is reached: it is an order like others from now on. */
  void trigger(LiveOrder order) {
    order.triggered = true;
    order.updatedAt = teller.nowMillis();
    Market market = order.market;
    boolean priced = order.terms.type().isPriced();
    if (!priced && market.book().bestPrice(order.terms.side().opposite()) == 0) {
      orders.end(order, OrderStatus.EXPIRED, Reason.NO_LIQUIDITY);
      return;
    }
    if (!orders.holdUpTo(order, needs(order))) {
      orders.end(order, OrderStatus.EXPIRED, Reason.INSUFFICIENT_BALANCE);
      return;
    }
    teller.order(order);
    teller.balances(order.account);
    match(order);
  }

  /** Other figures for a live order; a smaller quantity alone keeps its place. */
  Answer amend(LiveOrder order, OrderTerms terms) {
    OrderTerms old = order.terms;
    if (terms.equals(old)) {
      return new Answer.Ordered(order.state(), order.account.sequence());
    }
    Problem problem = changeable(order, terms);
    if (problem == null) {
      problem = new Checks(order.market).ofAmended(terms, order.waits());
    }
    if (problem != null) {
      return problem.refused();
    }
    if (terms.equals(old.amended(terms.quantity(), 0, 0)) && terms.quantity() < old.quantity()) {
      shrink(order, terms);
    } else {
      problem = reenter(order, terms);
    }
    return problem != null
        ? problem.refused()
        : new Answer.Ordered(order.state(), order.account.sequence());
  }

  private static @Nullable Problem changeable(LiveOrder order, OrderTerms terms) {
    if (terms.quantity() <= order.filled) {
      Pair pair = order.market.pair();
      return new Problem(
          Reason.QUANTITY,
          "quantity: "
              + pair.quantityText(terms.quantity())
              + " (expected: more than the "
              + pair.quantityText(order.filled)
              + " that traded)");
    }
    if (terms.price() != order.terms.price() && !terms.type().isPriced()) {
      return new Problem(Reason.PRICE, "price: not for " + terms.type());
    }
    if (terms.stopPrice() != order.terms.stopPrice() && !order.waits()) {
      return new Problem(Reason.STOP_PRICE, "stop_price: only for a stop that waits");
    }
    return null;
  }

  private void shrink(LiveOrder order, OrderTerms terms) {
    order.terms = terms;
    if (!order.waits()) {
      order.market.book().reduce(order.id, order.remaining());
    }
    changed(order);
  }

  private @Nullable Problem reenter(LiveOrder order, OrderTerms terms) {
    OrderTerms old = order.terms;
    boolean waits = order.waits();
    if (waits) {
      order.market.stops().remove(order);
    }
    order.terms = terms;
    Problem problem = fund(order);
    if (problem != null) {
      order.terms = old;
      needs(order);
    } else {
      changed(order);
    }
    if (waits) {
      order.market.stops().add(order);
    } else if (problem == null) {
      order.market.book().replace(order.id, fill(order));
    }
    return problem;
  }

  private void changed(LiveOrder order) {
    order.updatedAt = teller.nowMillis();
    orders.releaseDownTo(order, order.needs());
    teller.order(order);
    teller.balances(order.account);
  }
}
