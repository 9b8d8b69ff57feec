package dev.carillon.market;

import dev.carillon.market.book.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Orders of one pair that wait for the last trade to reach their stop price. */
final class Stops {
  private static final Comparator<LiveOrder> BY_ID = Comparator.comparingLong(order -> order.id);
  private static final Comparator<LiveOrder> RISING =
      Comparator.<LiveOrder>comparingLong(order -> order.terms.stopPrice()).thenComparing(BY_ID);
  private static final Comparator<LiveOrder> FALLING =
      Comparator.<LiveOrder>comparingLong(order -> -order.terms.stopPrice()).thenComparing(BY_ID);

  private final NavigableSet<LiveOrder> buys = new TreeSet<>(RISING);
  private final NavigableSet<LiveOrder> sells = new TreeSet<>(FALLING);

  /** Whether a last trade at {@code last} ticks reaches a stop. */
  static boolean isReached(Side side, long stopPrice, long last) {
    return last != 0 && (side == Side.BUY ? last >= stopPrice : last <= stopPrice);
  }

  void add(LiveOrder order) {
    side(order).add(order);
  }

  /** Takes out an order, before its stop price changes. */
  void remove(LiveOrder order) {
    side(order).remove(order);
  }

  /** Takes out the next order that a last trade at {@code last} ticks reaches: buys first. */
  @Nullable LiveOrder takeReached(long last) {
    LiveOrder order = takeReached(buys, last);
    return order != null ? order : takeReached(sells, last);
  }

  private static @Nullable LiveOrder takeReached(NavigableSet<LiveOrder> waiting, long last) {
    if (waiting.isEmpty()) {
      return null;
    }
    LiveOrder first = waiting.first();
    if (!isReached(first.terms.side(), first.terms.stopPrice(), last)) {
      return null;
    }
    waiting.remove(first);
    return first;
  }

  /** All, in the order in which they would be reached, buys first. */
  List<LiveOrder> all() {
    List<LiveOrder> all = new ArrayList<>(buys);
    all.addAll(sells);
    return all;
  }

  private NavigableSet<LiveOrder> side(LiveOrder order) {
    return order.isBuy() ? buys : sells;
  }
}
