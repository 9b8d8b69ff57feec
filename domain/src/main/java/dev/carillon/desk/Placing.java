package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Position.Opening;
import dev.carillon.desk.books.Waiting;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.Modify;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.Reason;
import org.jspecify.annotations.Nullable;

/** How orders come in, change, are reached by the quotes, and end. */
final class Placing {
  private final Now now;
  private final Orders orders;
  private final Trades trades;
  private final Checks checks;
  private final Alerts alerts;

  Placing(Now now, Orders orders, Trades trades, Checks checks, Alerts alerts) {
    this.now = now;
    this.orders = orders;
    this.trades = trades;
    this.checks = checks;
    this.alerts = alerts;
  }

  /** A new order: filled at once, waiting, or refused. */
  Answer place(Account account, Market market, OrderTerms terms) {
    PendingOrder order =
        new PendingOrder(orders.nextTicket(), account, market, terms, now.millis());
    Problem problem = checks.ofNew(order);
    if (problem == null) {
      problem = PriceChecks.of(market, terms, false);
    }
    if (problem == null && terms.type().isMarket()) {
      problem = checks.ofOpening(order);
    }
    if (problem != null) {
      return new Answer.Refused(problem.reason(), problem.details(), reject(order, problem));
    }
    if (terms.type().isMarket()) {
      return new Answer.Ordered(fill(order, Cause.CLIENT));
    }
    order.endAt(orders.end(terms.expiry()));
    orders.add(order);
    orders.tell(order);
    return new Answer.Ordered(order.state());
  }

  private OrderState reject(PendingOrder order, Problem problem) {
    OrderState state = orders.ended(order, OrderStatus.REJECTED, problem.reason());
    alerts.raise(
        order.account(),
        new Alerts.Notice(
            Alert.Type.ORDER_REJECTED,
            Severity.WARNING,
            "Order Rejected",
            "%s %s %s lots: %s"
                .formatted(
                    order.terms().type(),
                    order.market().symbol().name(),
                    Checks.lots(order.terms().volume()),
                    problem.details()),
            null,
            null,
            new Entity(Entity.Kind.ORDER, "order_" + order.ticket())));
    return state;
  }

  private OrderState fill(PendingOrder order, Cause cause) {
    Opening opening =
        trades
            .opening(order.account(), order.market(), order.terms())
            .orElseThrow(() -> new IllegalStateException("order " + order.ticket() + ": no rate"));
    OrderState filled = orders.filled(order);
    trades.open(order, opening, cause);
    return filled;
  }

  /** Lets happen all that waits for a price which the quote has reached. */
  void trigger(Market market) {
    for (Waiting reached = market.triggers().takeReached(market.quote());
        reached != null;
        reached = market.triggers().takeReached(market.quote())) {
      switch (reached) {
        case PendingOrder order -> reached(order);
        case Position position -> trades.stop(position);
      }
    }
  }

  private void reached(PendingOrder order) {
    if (order.terms().type().isStopLimit() && !order.isActivated()) {
      orders.activate(order);
      return;
    }
    orders.remove(order);
    Problem problem = checks.ofOpening(order);
    if (problem != null) {
      reject(order, problem);
    } else {
      fill(order, Cause.PENDING_ORDER);
    }
  }

  /** Other figures for a pending order. */
  Answer modify(PendingOrder order, Modify change) {
    Prices old = order.terms().prices();
    Prices prices =
        new Prices(
            or(change.price(), old.price()),
            or(change.limitPrice(), old.limitPrice()),
            or(change.stopLoss(), old.stopLoss()),
            or(change.takeProfit(), old.takeProfit()));
    Expiry expiry = change.expiry() == null ? order.terms().expiry() : change.expiry();
    OrderTerms terms = order.terms().with(prices, expiry);
    Problem problem = changeable(order, terms, change.expiry() != null);
    if (problem != null) {
      return problem.refused();
    }
    orders.remove(order);
    order.change(terms, now.millis());
    if (change.expiry() != null) {
      order.endAt(orders.end(expiry));
    }
    orders.add(order);
    orders.tell(order);
    return new Answer.Ordered(order.state());
  }

  private @Nullable Problem changeable(PendingOrder order, OrderTerms terms, boolean newEnd) {
    if (order.isActivated() && terms.prices().price() != order.terms().prices().price()) {
      return new Problem(
          Reason.INVALID_PRICE, "price: it was reached (expected: another limit price)");
    }
    Problem problem = checks.open(order.market());
    if (problem == null && newEnd) {
      problem = checks.expiry(false, terms.expiry());
    }
    return problem != null ? problem : PriceChecks.of(order.market(), terms, order.isActivated());
  }

  private static long or(@Nullable Long changed, long old) {
    return changed == null ? old : changed;
  }

  /** Its owner does not want it any more. */
  Answer cancel(PendingOrder order) {
    return new Answer.Ordered(orders.end(order, OrderStatus.CANCELLED, Reason.USER));
  }
}
