package dev.carillon.market;

import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/** Whether an order keeps to the rules of its pair, its balance left aside. */
final class Checks {
  private final Market market;
  private final Pair pair;

  Checks(Market market) {
    this.market = market;
    this.pair = market.pair();
  }

  /** What is wrong with a new order; null: nothing. */
  @Nullable Problem ofNew(Account account, OrderTerms terms, long nowMillis) {
    Problem problem = open();
    if (problem == null) {
      problem = shape(terms, nowMillis);
    }
    if (problem == null) {
      problem = of(account, terms);
    }
    if (problem == null && terms.type().isStop()) {
      problem = stop(terms);
    }
    return problem != null ? problem : figures(terms);
  }

  /** What is wrong with what an order shall become; null: nothing. */
  @Nullable Problem ofAmended(OrderTerms terms, boolean waits) {
    Problem problem = open();
    if (problem == null) {
      problem = waits ? stop(terms) : null;
    }
    return problem != null ? problem : figures(terms);
  }

  private @Nullable Problem open() {
    if (pair.fed()) {
      return new Problem(
          Reason.FED_PAIR,
          pair.symbol()
              + ": its trades come from outside (expected: a pair that "
              + "is traded here)");
    }
    return market.status() == PairStatus.TRADING
        ? null
        : new Problem(
            Reason.MARKET_CLOSED, pair.symbol() + ": " + market.status() + " (expected: TRADING)");
  }

  private @Nullable Problem shape(OrderTerms terms, long nowMillis) {
    OrderType type = terms.type();
    if (type.isPriced() != (terms.price() > 0)) {
      return new Problem(
          Reason.PRICE,
          type.isPriced() ? "price: none (expected: a positive price)" : "price: not for " + type);
    }
    if (type.isStop() != (terms.stopPrice() > 0)) {
      return new Problem(
          Reason.STOP_PRICE,
          type.isStop()
              ? "stop_price: none (expected: a positive price)"
              : "stop_price: not for " + type);
    }
    boolean rests = type.isPriced() && terms.timeInForce() == TimeInForce.GTC;
    if (terms.options().postOnly() && !(rests && type == OrderType.LIMIT)) {
      return terms("post_only: only for limit orders that may rest");
    }
    if (terms.display() != 0
        && !(rests && terms.display() > 0 && terms.display() <= terms.quantity())) {
      return terms("display_quantity: only for orders that may rest, and at most their quantity");
    }
    long end = terms.options().expireAt();
    if (end != 0 && (end <= nowMillis || !(rests || type.isStop()))) {
      return terms("expire_at: must be in the future, and only for orders that may rest");
    }
    return null;
  }

  private static Problem terms(String details) {
    return new Problem(Reason.TERMS, details);
  }

  private @Nullable Problem of(Account account, OrderTerms terms) {
    int most = pair.limits().maxOrders();
    if (account.size() >= most) {
      return new Problem(
          Reason.TOO_MANY_ORDERS,
          "live orders: " + account.size() + " (expected: less than " + most + ")");
    }
    return account.hasClientId(terms.clientOrderId())
        ? new Problem(
            Reason.DUPLICATE_CLIENT_ORDER_ID,
            "client_order_id: a live order has it (expected: a new one)")
        : null;
  }

  private @Nullable Problem stop(OrderTerms terms) {
    return Stops.isReached(terms.side(), terms.stopPrice(), market.lastPrice())
        ? new Problem(
            Reason.STOP_REACHED,
            "stop_price: "
                + pair.priceText(terms.stopPrice())
                + " (the last trade at "
                + pair.priceText(market.lastPrice())
                + " has reached it)")
        : null;
  }

  /** The numbers that an order may be amended in. */
  private @Nullable Problem figures(OrderTerms terms) {
    Limits limits = pair.limits();
    if (terms.quantity() <= 0 || terms.quantity() > limits.maxLots()) {
      return new Problem(
          Reason.QUANTITY,
          "quantity: "
              + pair.quantityText(terms.quantity())
              + " (expected: "
              + pair.quantityText(1)
              + ".."
              + pair.quantityText(limits.maxLots())
              + ")");
    }
    if (Incoming.tooManySlices(terms.quantity(), terms.display())) {
      return terms(
          "display_quantity: so small that the order has more than %d slices"
              .formatted(Incoming.MOST_SLICES));
    }
    Problem problem = notional(terms, limits);
    return problem != null || !terms.type().isPriced() ? problem : price(terms, limits);
  }

  private @Nullable Problem notional(OrderTerms terms, Limits limits) {
    long price = terms.type().isPriced() ? terms.price() : reference(terms);
    if (price == 0) {
      return new Problem(
          Reason.NO_LIQUIDITY, pair.symbol() + ": nobody to trade with (expected: a limit order)");
    }
    long notional = pair.notional(price, terms.quantity());
    if (notional < 0 || pair.baseUnits(terms.quantity()) < 0) {
      return new Problem(Reason.TOO_LARGE, "price times quantity: more than can be counted");
    }
    return notional < limits.minNotional()
        ? new Problem(
            Reason.MIN_NOTIONAL,
            "price times quantity: "
                + Pair.amountText(notional)
                + " "
                + pair.quote()
                + " (expected: at least "
                + Pair.amountText(limits.minNotional())
                + ")")
        : null;
  }

  /** The price at which an order without one is weighed; 0: nobody to trade with. */
  private long reference(OrderTerms terms) {
    return terms.type().isStop()
        ? terms.stopPrice()
        : market.book().bestPrice(terms.side().opposite());
  }

  private @Nullable Problem price(OrderTerms terms, Limits limits) {
    long last = market.lastPrice();
    if (limits.bandBps() != 0 && last != 0) {
      long low = last - Protection.share(last, limits.bandBps());
      long high = last + Protection.share(last, limits.bandBps());
      if (terms.price() < low || terms.price() > high) {
        return new Problem(
            Reason.PRICE_BAND,
            "price: "
                + pair.priceText(terms.price())
                + " (expected: "
                + pair.priceText(low)
                + ".."
                + pair.priceText(high)
                + ")");
      }
    }
    return terms.options().postOnly() && crosses(terms, market.book())
        ? new Problem(
            Reason.POST_ONLY, "price: " + pair.priceText(terms.price()) + " would trade at once")
        : null;
  }

  private static boolean crosses(OrderTerms terms, OrderBook book) {
    long best = book.bestPrice(terms.side().opposite());
    return best != 0
        && switch (terms.side()) {
          case BUY -> terms.price() >= best;
          case SELL -> terms.price() <= best;
        };
  }
}
