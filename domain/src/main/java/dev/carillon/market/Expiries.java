package dev.carillon.market;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Live orders that end at a time, the earliest first. */
final class Expiries {
  private final NavigableSet<LiveOrder> orders =
      new TreeSet<>(
          Comparator.<LiveOrder>comparingLong(order -> order.terms.options().expireAt())
              .thenComparingLong(order -> order.id));

  void add(LiveOrder order) {
    if (order.terms.options().expireAt() != 0) {
      orders.add(order);
    }
  }

  void remove(LiveOrder order) {
    if (order.terms.options().expireAt() != 0) {
      orders.remove(order);
    }
  }

  /** When the first ends, in milliseconds since 1970; {@link Long#MAX_VALUE}: none does. */
  long next() {
    return orders.isEmpty() ? Long.MAX_VALUE : orders.first().terms.options().expireAt();
  }

  /** The first one, if its time has come; it stays until it is removed. */
  @Nullable LiveOrder due(long nowMillis) {
    return next() <= nowMillis ? orders.first() : null;
  }
}
