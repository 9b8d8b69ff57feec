package dev.carillon.desk;

import dev.carillon.decimal.Decimal;
import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Position.Opening;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Symbol.Contract;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an account may do something. Null: nothing is wrong with it. */
final class Checks {
  /** A quote this old is no price any more. */
  private static final long OFF_QUOTES_MILLIS = 30_000;

  private static final int MOST_ORDERS = 200;
  private static final int CENTS = 2;

  private final Now now;
  private final Markets markets;
  private final Trades trades;

  Checks(Now now, Markets markets, Trades trades) {
    this.now = now;
    this.markets = markets;
    this.trades = trades;
  }

  /** A new order, but for what its position needs. */
  @Nullable Problem ofNew(PendingOrder order) {
    Problem problem = open(order.market());
    if (problem == null) {
      problem = volume(order.terms().volume(), order.market());
    }
    if (problem == null) {
      problem = origin(order.account(), order.terms().origin());
    }
    if (problem == null) {
      problem = expiry(order.terms().type().isMarket(), order.terms().expiry());
    }
    if (problem == null && order.account().orders().size() >= MOST_ORDERS) {
      problem =
          new Problem(
              Reason.TOO_MANY_ORDERS,
              "pending orders: "
                  + order.account().orders().size()
                  + " (expected: less than "
                  + MOST_ORDERS
                  + ")");
    }
    if (problem == null) {
      problem = strategy(order.account(), order.terms().origin());
    }
    return problem != null ? problem : blocked(order.account());
  }

  /** Whether the symbol is traded now, and was quoted. */
  @Nullable Problem open(Market market) {
    String symbol = market.symbol().name();
    if (!market.isOpen(now)) {
      return new Problem(Reason.MARKET_CLOSED, symbol + ": closed (expected: in its sessions)");
    }
    return market.quote().isKnown()
        ? null
        : new Problem(Reason.OFF_QUOTES, symbol + ": no quote (expected: one)");
  }

  /** Whether something can be filled at the live quote. */
  @Nullable Problem live(Market market) {
    Problem problem = open(market);
    if (problem == null && now.millis() - market.quote().receivedAt() >= OFF_QUOTES_MILLIS) {
      problem =
          new Problem(
              Reason.OFF_QUOTES,
              market.symbol().name() + ": no quote for 30 s (expected: a live one)");
    }
    return problem;
  }

  private static @Nullable Problem volume(long volume, Market market) {
    Contract contract = market.symbol().contract();
    return volume < contract.minVolume()
            || volume > contract.maxVolume()
            || volume % contract.volumeStep() != 0
        ? new Problem(
            Reason.INVALID_VOLUME,
            "volume: "
                + lots(volume)
                + " (expected: "
                + lots(contract.minVolume())
                + ".."
                + lots(contract.maxVolume())
                + " in steps of "
                + lots(contract.volumeStep())
                + ")")
        : null;
  }

  /** A part of a position that shall be closed. */
  @Nullable Problem part(Position position, long volume) {
    Contract contract = position.market().symbol().contract();
    long rest = position.volume() - volume;
    boolean fits =
        volume > 0
            && rest >= 0
            && (rest == 0
                || (volume % contract.volumeStep() == 0
                    && volume >= contract.minVolume()
                    && rest >= contract.minVolume()));
    return fits
        ? null
        : new Problem(
            Reason.INVALID_VOLUME,
            "volume: "
                + lots(volume)
                + " (expected: "
                + lots(position.volume())
                + ", or a part in steps of "
                + lots(contract.volumeStep())
                + " that leaves at least "
                + lots(contract.minVolume())
                + ")");
  }

  private static @Nullable Problem origin(Account account, Origin origin) {
    String connection = origin.connectionId();
    if (connection != null && !account.connections().containsKey(connection)) {
      return new Problem(
          Reason.UNKNOWN_CONNECTION, "connectionId: unknown (expected: one of the account's)");
    }
    String strategy = origin.strategyId();
    if (strategy != null && !account.strategies().containsKey(strategy)) {
      return new Problem(
          Reason.UNKNOWN_STRATEGY, "strategyId: unknown (expected: one of the account's)");
    }
    return null;
  }

  /** How long an order shall wait. */
  @Nullable Problem expiry(boolean market, Expiry expiry) {
    boolean past = expiry.kind() == Expiry.Kind.DATE && expiry.atMillis() <= now.millis();
    return past || (market && expiry.kind() != Expiry.Kind.GTC)
        ? new Problem(Reason.INVALID_EXPIRY, "expiry: only for pending orders, and in the future")
        : null;
  }

  private static @Nullable Problem blocked(Account account) {
    Reason reason = account.risk().blocked();
    return reason == null
        ? null
        : new Problem(
            reason,
            reason == Reason.DAILY_LOSS_LIMIT
                ? "daily loss: its limit is reached (expected: an order on the next trading day)"
                : "drawdown: its limit is reached (expected: an order after it is set anew)");
  }

  /** Whether a position may be opened now, and what for. */
  @Nullable Problem ofOpening(PendingOrder order) {
    Account account = order.account();
    Problem problem = live(order.market());
    if (problem == null) {
      problem = blocked(account);
    }
    if (problem == null) {
      problem = strategy(account, order.terms().origin());
    }
    if (problem == null) {
      problem = count(account);
    }
    return problem != null ? problem : funds(order);
  }

  private static @Nullable Problem strategy(Account account, Origin origin) {
    Strategy strategy =
        origin.strategyId() == null ? null : account.strategies().get(origin.strategyId());
    return strategy != null && strategy.status() != Strategy.Status.ACTIVE
        ? new Problem(
            Reason.STRATEGY_STOPPED, "strategy: " + strategy.status() + " (expected: ACTIVE)")
        : null;
  }

  private static @Nullable Problem count(Account account) {
    int limit = account.limits().positions();
    int most = limit == 0 ? Limits.MOST_POSITIONS : Math.min(limit, Limits.MOST_POSITIONS);
    return account.positions().size() >= most
        ? new Problem(
            Reason.MAX_POSITIONS,
            "positions: " + account.positions().size() + " (expected: less than " + most + ")")
        : null;
  }

  private @Nullable Problem funds(PendingOrder order) {
    Account account = order.account();
    Market market = order.market();
    String currency = account.terms().currency();
    Optional<Opening> opening = trades.opening(account, market, order.terms());
    Optional<Conversion> conversion = markets.conversion(market.symbol().quote(), currency);
    if (opening.isEmpty() || conversion.isEmpty()) {
      return new Problem(
          Reason.NO_CONVERSION,
          "quotes: none that lead from %s and %s to %s"
              .formatted(market.symbol().base(), market.symbol().quote(), currency));
    }
    long volume = order.terms().volume();
    long exposure = Position.exposure(market, opening.get().rate(), volume);
    Problem problem = exposure(account, exposure);
    return problem != null
        ? problem
        : margin(
            account,
            Position.margin(account, market, opening.get(), volume)
                + Trades.commission(market, volume)
                + spread(market, volume, conversion.get().ask()));
  }

  /** What the position loses at once, since it closes on the other side of the quote. */
  private static long spread(Market market, long volume, Rate rate) {
    return Amounts.ratio(
        market.quote().ask() - market.quote().bid(),
        market.units(volume),
        rate.multiply(),
        market.quote().pointsPerUnit(),
        rate.divide());
  }

  private static @Nullable Problem exposure(Account account, long more) {
    long limit = account.limits().exposure();
    long most = limit == 0 ? Amounts.MOST - 1 : limit;
    return account.exposure() + more > most
        ? new Problem(
            Reason.MAX_EXPOSURE,
            "exposure: "
                + money(account.exposure() + more)
                + " (expected: at most "
                + money(most)
                + ")")
        : null;
  }

  private static @Nullable Problem margin(Account account, long needed) {
    return needed > account.freeMargin()
        ? new Problem(
            Reason.INSUFFICIENT_MARGIN,
            "free margin: "
                + money(account.freeMargin())
                + " (expected: at least "
                + money(needed)
                + ")")
        : null;
  }

  /** Whether stops are on the right sides of a price, in points; 0: none. */
  static @Nullable Problem stops(
      Market market, Side side, long price, long stopLoss, long takeProfit) {
    long below = side == Side.BUY ? stopLoss : takeProfit;
    long above = side == Side.BUY ? takeProfit : stopLoss;
    return below < 0 || above < 0 || below >= price || (above != 0 && above <= price)
        ? new Problem(
            Reason.INVALID_STOPS,
            "stopLoss, takeProfit: %s, %s (expected: on both sides of %s)"
                .formatted(
                    price(market, stopLoss), price(market, takeProfit), price(market, price)))
        : null;
  }

  static String price(Market market, long points) {
    return Decimal.text(points, market.symbol().digits());
  }

  static String money(long cents) {
    return Decimal.text(cents, CENTS);
  }

  static String lots(long volume) {
    return Decimal.text(volume, CENTS);
  }
}
