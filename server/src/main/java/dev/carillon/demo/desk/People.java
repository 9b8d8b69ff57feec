package dev.carillon.demo.desk;

import dev.carillon.demo.DemoWorld;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has an account at the demo's desk, and what they hold in it. */
final class People {
  /** The documents' examples. */
  static final String CONNECTION = "conn_123456";

  static final String STRATEGY = "strategy_123";

  static final long JOHN_CENTS = 1_000_000;
  private static final long JANE_CENTS = 2_500_000;
  private static final AccountTerms TERMS = AccountTerms.of("USD", 100, MarginMode.BASE_UNITS);

  /** So that the risk alerts have something to compare with; not reached in a usual day. */
  private static final Limits JOHN_LIMITS = new Limits(50_000, 200_000, 0, 50, false);

  /** Stops are so far away, in parts of the price, that they are not reached in a usual week. */
  private static final double FAR = 0.03;

  private static final double AWAY = 0.015;

  private People() {}

  /** Opens the accounts. */
  static List<Command> accounts() {
    return List.of(
        new Command.OpenAccount(DemoWorld.JOHN, TERMS),
        new Command.Deposit(DemoWorld.JOHN, JOHN_CENTS, null),
        new Command.SetLimits(DemoWorld.JOHN, JOHN_LIMITS),
        new Command.AddConnection(DemoWorld.JOHN, CONNECTION, "MetaTrader 5", null),
        new Command.AddStrategy(DemoWorld.JOHN, STRATEGY, "Mean reversion", null),
        new Command.OpenAccount(DemoWorld.JANE, TERMS),
        new Command.Deposit(DemoWorld.JANE, JANE_CENTS, null));
  }

  /** John's connection is lost, or is back: so that there are alerts to look at. */
  static Command connection(boolean connected) {
    return new Command.ConnectionStatus(DemoWorld.JOHN, CONNECTION, connected);
  }

  /** What they hold when the demo starts, in the symbols that are open. */
  static List<Command> holdings(DeskView view) {
    List<Command> orders = new ArrayList<>();
    Origin connection = new Origin(CONNECTION, null);
    Wish buy = new Wish(DemoWorld.JOHN, OrderType.BUY, 10, connection);
    Wish sell = new Wish(DemoWorld.JOHN, OrderType.SELL, 5, connection);
    Wish limit = new Wish(DemoWorld.JOHN, OrderType.BUY_LIMIT, 10, connection);
    Wish gold = new Wish(DemoWorld.JANE, OrderType.BUY, 2, Origin.NONE);
    Wish stop = new Wish(DemoWorld.JANE, OrderType.SELL_STOP, 20, Origin.NONE);
    add(orders, buy, "EURUSD", view);
    add(orders, sell, "USDJPY", view);
    add(orders, limit, "GBPUSD", view);
    add(orders, gold, "XAUUSD", view);
    add(orders, stop, "EURUSD", view);
    return orders;
  }

  /** An order; {@code volume} in hundredths of a lot. */
  private record Wish(String owner, OrderType type, long volume, Origin origin) {}

  private static void add(List<Command> orders, Wish wish, String symbol, DeskView view) {
    @Nullable QuoteState quote = view.quote(symbol).orElse(null);
    if (quote != null && view.isOpen(symbol)) {
      orders.add(new Command.Place(wish.owner, symbol, terms(wish, quote.bid()), null));
    }
  }

  private static OrderTerms terms(Wish wish, long price) {
    boolean isBuy = wish.type.side() == Side.BUY;
    if (wish.type.isMarket()) {
      long below = part(price, 1 - FAR);
      long above = part(price, 1 + FAR);
      return OrderTerms.market(wish.type.side(), wish.volume)
          .protectedBy(isBuy ? below : above, isBuy ? above : below)
          .from(wish.origin);
    }
    // A buy limit and a sell stop both lie below the price.
    return OrderTerms.pending(wish.type, wish.volume, part(price, 1 - AWAY)).from(wish.origin);
  }

  private static long part(long price, double share) {
    return Math.round(price * share);
  }
}
