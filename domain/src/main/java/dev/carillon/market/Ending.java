package dev.carillon.market;

import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How live orders end before they are filled: by their owner, their time, or a lost connection. */
final class Ending {
  private final Accounts accounts;
  private final LiveOrders orders;

  Ending(Accounts accounts, LiveOrders orders) {
    this.accounts = accounts;
    this.orders = orders;
  }

  /** A live order, if it is this owner's. */
  @Nullable LiveOrder find(String owner, long id) {
    LiveOrder order = orders.find(id);
    return order != null && order.account.owner().equals(owner) ? order : null;
  }

  static Answer unknown() {
    return new Problem(Reason.UNKNOWN_ORDER, "order: no live order of this account").refused();
  }

  /** The live order that its owner calls so. */
  @Nullable LiveOrder find(String owner, String clientOrderId) {
    return accounts.find(owner).map(account -> account.byClientId(clientOrderId)).orElse(null);
  }

  @Nullable LiveOrder find(String owner, OrderName name) {
    String clientOrderId = name.clientOrderId();
    return clientOrderId == null ? find(owner, name.id()) : find(owner, clientOrderId);
  }

  /** Ends an order that somebody looked for; null: there was none. */
  Answer cancel(@Nullable LiveOrder order) {
    if (order == null) {
      return unknown();
    }
    if (order.market.status() == PairStatus.HALT) {
      return new Problem(
              Reason.MARKET_CLOSED,
              order.market.pair().symbol() + ": HALT (expected: TRADING or CANCEL_ONLY)")
          .refused();
    }
    end(order, OrderStatus.CANCELLED, Reason.USER);
    return new Answer.Ordered(order.state(), order.account.sequence());
  }

  /** All of an owner, or of one pair; those of halted markets stay. */
  List<OrderState> cancelAll(String owner, @Nullable String symbol) {
    return accounts
        .find(owner)
        .map(account ->
            endAll(
                account,
                Reason.USER,
                order ->
                    (symbol == null || order.market.pair().symbol().equals(symbol))
                        && order.market.status() != PairStatus.HALT))
        .orElse(List.of());
  }

  /** Those that were to end with a connection; without an owner those of all connections. */
  List<OrderState> disconnect(@Nullable String owner, long connection) {
    if (owner != null) {
      return accounts
          .find(owner)
          .map(account ->
              endAll(
                  account,
                  Reason.DISCONNECTED,
                  order -> order.terms.options().connection() == connection))
          .orElse(List.of());
    }
    return disconnectAbsent(Set.of());
  }

  /** Those that were to end with a connection whose upper half is none of these. */
  List<OrderState> disconnectAbsent(Set<Integer> living) {
    List<OrderState> ended = new ArrayList<>();
    for (Account account : accounts.all()) {
      ended.addAll(
          endAll(
              account,
              Reason.DISCONNECTED,
              order -> isAbsent(order.terms.options().connection(), living)));
    }
    return ended;
  }

  private static boolean isAbsent(long connection, Set<Integer> living) {
    return connection != 0 && !living.contains((int) (connection >>> Integer.SIZE));
  }

  /** An order's time is over. */
  void expire(LiveOrder order) {
    end(order, OrderStatus.EXPIRED, Reason.GOOD_TILL_DATE);
  }

  private List<OrderState> endAll(Account account, Reason reason, Predicate<LiveOrder> which) {
    List<OrderState> ended = new ArrayList<>();
    for (LiveOrder order : account.orders()) {
      if (which.test(order)) {
        end(order, OrderStatus.CANCELLED, reason);
        ended.add(order.state());
      }
    }
    return ended;
  }

  private void end(LiveOrder order, OrderStatus status, Reason reason) {
    if (order.waits()) {
      order.market.stops().remove(order);
    } else {
      order.market.book().cancel(order.id);
    }
    orders.end(order, status, reason);
  }
}
