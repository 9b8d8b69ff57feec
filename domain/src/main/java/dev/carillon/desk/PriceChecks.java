package dev.carillon.desk;

import static dev.carillon.desk.Checks.price;

import dev.carillon.desk.books.Market;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Quote;
import dev.carillon.desk.quote.Symbol;
import org.jspecify.annotations.Nullable;

/** Whether the prices of an order fit the live quote and each other. Null: they do. */
final class PriceChecks {
  private PriceChecks() {}

  /** All prices of an order, which was activated or not. */
  static @Nullable Problem of(Market market, OrderTerms terms, boolean activated) {
    Prices prices = terms.prices();
    Problem problem =
        terms.type().isMarket()
            ? deviation(market, terms)
            : pending(market, terms.type(), prices, activated);
    return problem != null
        ? problem
        : Checks.stops(
            market,
            terms.type().side(),
            entry(market, terms),
            prices.stopLoss(),
            prices.takeProfit());
  }

  /** What the stops are compared with: where the position would close, or where it would open. */
  private static long entry(Market market, OrderTerms terms) {
    OrderType type = terms.type();
    if (type.isMarket()) {
      return market.closePrice(type.side());
    }
    return type.isStopLimit() ? terms.prices().limitPrice() : terms.prices().price();
  }

  private static @Nullable Problem deviation(Market market, OrderTerms terms) {
    long wanted = terms.prices().price();
    if (terms.prices().limitPrice() != 0) {
      return misplaced(market, terms.prices().limitPrice(), "no limit price");
    }
    if (terms.deviation() == OrderTerms.ANY_PRICE) {
      return null;
    }
    if (!isPrice(wanted) || terms.deviation() < 0) {
      return misplaced(market, wanted, "a price, with a deviation of 0 or more points");
    }
    Side side = terms.type().side();
    long live = market.openPrice(side);
    long worse = side == Side.BUY ? live - wanted : wanted - live;
    return worse > terms.deviation()
        ? new Problem(
            Reason.REQUOTE,
            "price: %s (the live one is %s, %d points worse)"
                .formatted(price(market, wanted), price(market, live), worse))
        : null;
  }

  private static @Nullable Problem pending(
      Market market, OrderType type, Prices prices, boolean activated) {
    if (!isPrice(prices.price())) {
      return misplaced(market, prices.price(), "a price");
    }
    if (type.isStopLimit()) {
      Problem problem = limit(market, type.side(), prices);
      if (problem != null) {
        return problem;
      }
    } else if (prices.limitPrice() != 0) {
      return misplaced(market, prices.limitPrice(), "no limit price");
    }
    boolean limit = activated || type.isLimit();
    long level = activated ? prices.limitPrice() : prices.price();
    return limit ? better(market, type.side(), level) : worse(market, type.side(), level);
  }

  private static @Nullable Problem limit(Market market, Side side, Prices prices) {
    long limit = prices.limitPrice();
    boolean fits =
        isPrice(limit) && (side == Side.BUY ? limit <= prices.price() : limit >= prices.price());
    return fits
        ? null
        : misplaced(
            market,
            limit,
            (side == Side.BUY ? "a limit price not above " : "a limit price not below ")
                + price(market, prices.price()));
  }

  private static @Nullable Problem better(Market market, Side side, long level) {
    Quote quote = market.quote();
    if (side == Side.BUY) {
      return level < quote.ask()
          ? null
          : misplaced(market, level, "below the ask " + price(market, quote.ask()));
    }
    return level > quote.bid()
        ? null
        : misplaced(market, level, "above the bid " + price(market, quote.bid()));
  }

  private static @Nullable Problem worse(Market market, Side side, long level) {
    Quote quote = market.quote();
    if (side == Side.BUY) {
      return level > quote.ask()
          ? null
          : misplaced(market, level, "above the ask " + price(market, quote.ask()));
    }
    return level < quote.bid()
        ? null
        : misplaced(market, level, "below the bid " + price(market, quote.bid()));
  }

  private static boolean isPrice(long points) {
    return points > 0 && points <= Symbol.MAX_PRICE;
  }

  private static Problem misplaced(Market market, long points, String expected) {
    return new Problem(
        Reason.INVALID_PRICE, "price: " + price(market, points) + " (expected: " + expected + ")");
  }
}
