package dev.carillon.desk;

import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Command.AddConnection;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.Advance;
import dev.carillon.desk.model.Command.Cancel;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.ConnectionStatus;
import dev.carillon.desk.model.Command.DefineSymbol;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.Modify;
import dev.carillon.desk.model.Command.OpenAccount;
import dev.carillon.desk.model.Command.Place;
import dev.carillon.desk.model.Command.Protect;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.Command.SetLimits;
import dev.carillon.desk.model.Command.StrategyStatus;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.desk.quote.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commands as they might come: three accounts in three currencies trade five symbols, mostly with
 * sense. What a command is about is looked up in the desk that it is meant for.
 */
public final class RandomCommands {
  public static final List<String> OWNERS = List.of("john", "jane", "admin");

  private static final List<Symbol> SYMBOLS =
      List.of(
          pair("EURUSD", 5, Sessions.FOREX),
          pair("GBPUSD", 5, Sessions.ALWAYS),
          pair("USDJPY", 3, Sessions.FOREX),
          pair("EURGBP", 5, Sessions.ALWAYS),
          new Symbol(
              "XAUUSD",
              "XAU",
              "USD",
              2,
              new Contract(100, 1, 1, 1_000, 50),
              new Costs(700, -2_500, 1_250),
              Sessions.METALS));
  private static final long[] PRICES = {108_500, 127_300, 150_250, 85_200, 240_000};

  /** Now and then a quote moves so much farther. */
  private static final int GAP = 20;

  private static final OrderType[] TYPES = OrderType.values();
  private static final Strategy.Status[] STATUSES = Strategy.Status.values();

  private final RandomGenerator random;
  private final DeskView view;
  private final int jump;
  private long nowMillis = Instant.parse("2026-03-03T12:00:00Z").toEpochMilli();

  /**
   * For a desk.
   *
   * @param jump how far a quote moves at most, in points
   */
  public RandomCommands(RandomGenerator random, DeskView view, int jump) {
    this.random = random;
    this.view = view;
    this.jump = jump;
  }

  /** What a desk begins with: symbols, quotes, accounts with money. */
  public static List<Command> beginning() {
    List<Command> commands = new ArrayList<>();
    SYMBOLS.forEach(symbol -> commands.add(new DefineSymbol(symbol)));
    commands.add(open("john", "USD", 100, MarginMode.BASE_UNITS));
    commands.add(open("jane", "EUR", 500, MarginMode.CONVERTED));
    commands.add(open("admin", "GBP", 30, MarginMode.CONVERTED));
    OWNERS.forEach(owner -> commands.add(new Deposit(owner, 150_000, null)));
    for (int i = 0; i < SYMBOLS.size(); i++) {
      commands.add(
          new Quotes(List.of(new Tick(SYMBOLS.get(i).name(), PRICES[i], PRICES[i] + 2, 0))));
    }
    return commands;
  }

  private static Symbol pair(String name, int digits, Sessions sessions) {
    return Symbol.pair(name, digits).with(new Costs(350, -63, 21)).with(sessions);
  }

  private static Command open(String owner, String currency, int leverage, MarginMode mode) {
    return new OpenAccount(owner, AccountTerms.of(currency, leverage, mode));
  }

  long nowMillis() {
    return nowMillis;
  }

  /** The next command, and the time at which it comes. */
  public Command next() {
    nowMillis += random.nextInt(400);
    if (random.nextInt(150) == 0) {
      nowMillis += random.nextLong(30L * 60 * 60 * 1_000);
    }
    String owner = OWNERS.get(random.nextInt(OWNERS.size()));
    return switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4 -> place(owner, market());
      case 5, 6, 7 -> place(owner, pending());
      case 8, 9 -> close(owner);
      case 10 -> protect(owner);
      case 11 -> modify(owner);
      case 12 -> new Cancel(owner, anyOrder(owner));
      case 13 -> money(owner);
      case 14 -> new SetLimits(owner, limits());
      case 15 -> entry(owner);
      case 16 -> new Acknowledge(owner, 1 + random.nextLong(60));
      case 17 -> new Advance();
      default -> quotes();
    };
  }

  private Command quotes() {
    List<Tick> ticks = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      ticks.add(tick(SYMBOLS.get(random.nextInt(SYMBOLS.size()))));
    }
    return new Quotes(ticks);
  }

  private Tick tick(Symbol symbol) {
    long last = view.quote(symbol.name()).map(QuoteState::bid).orElse(100_000L);
    int most = random.nextInt(40) == 0 ? GAP * jump : jump;
    long bid = Math.max(1, last + random.nextLong(2L * most + 1) - most);
    return new Tick(symbol.name(), bid, bid + random.nextInt(4), 0);
  }

  private OrderTerms market() {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    OrderTerms terms = OrderTerms.market(side, volume());
    return random.nextInt(4) == 0 ? terms.from(new Origin(null, "strategy_1")) : terms;
  }

  private long volume() {
    return 1 + random.nextLong(random.nextInt(5) == 0 ? 400 : 40);
  }

  private Command place(String owner, OrderTerms terms) {
    Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    long bid = view.quote(symbol.name()).map(QuoteState::bid).orElse(100_000L);
    Prices prices = prices(terms.type(), bid);
    return new Place(owner, symbol.name(), terms.with(prices, expiry(terms.type())), key());
  }

  private OrderTerms pending() {
    return OrderTerms.pending(TYPES[2 + random.nextInt(TYPES.length - 2)], volume(), 1);
  }

  /** Mostly on the right sides. */
  private Prices prices(OrderType type, long bid) {
    boolean up =
        type == OrderType.SELL_LIMIT
            || type == OrderType.BUY_STOP
            || type == OrderType.BUY_STOP_LIMIT;
    long price = type.isMarket() ? 0 : bid + (up ? distance() : -distance());
    long around = price == 0 ? bid : price;
    boolean buy = type.side() == Side.BUY;
    long limit = type.isStopLimit() ? price + (buy ? -distance() : distance()) : 0;
    around = limit == 0 ? around : limit;
    long below = random.nextInt(3) == 0 ? Math.max(1, around - distance()) : 0;
    long above = random.nextInt(3) == 0 ? around + distance() : 0;
    return new Prices(price, limit, buy ? below : above, buy ? above : below);
  }

  private long distance() {
    return 3 + random.nextLong(4L * jump);
  }

  private Expiry expiry(OrderType type) {
    if (type.isMarket()) {
      return Expiry.GTC;
    }
    return switch (random.nextInt(4)) {
      case 0 -> Expiry.DAY;
      case 1 -> Expiry.at(nowMillis + random.nextInt(100_000));
      default -> Expiry.GTC;
    };
  }

  private @Nullable RequestKey key() {
    return random.nextInt(4) == 0 ? new RequestKey("key" + random.nextInt(30), 1) : null;
  }

  private Command close(String owner) {
    var positions = view.positions(owner);
    if (positions.isEmpty()) {
      return new Close(owner, 1, 0, null);
    }
    var position = positions.get(random.nextInt(positions.size()));
    long part = random.nextInt(3) == 0 ? 1 + random.nextLong(position.volume()) : 0;
    return new Close(owner, position.ticket(), part, key());
  }

  private Command protect(String owner) {
    var positions = view.positions(owner);
    if (positions.isEmpty()) {
      return new Protect(owner, 1, 0L, 0L);
    }
    var position = positions.get(random.nextInt(positions.size()));
    boolean buy = position.side() == Side.BUY;
    long below = position.currentPrice() - distance();
    long above = position.currentPrice() + distance();
    return new Protect(
        owner,
        position.ticket(),
        random.nextBoolean() ? null : (Long) (buy ? below : above),
        random.nextBoolean() ? null : (Long) (buy ? above : below));
  }

  private Command modify(String owner) {
    var orders = view.orders(owner);
    if (orders.isEmpty()) {
      return new Modify(owner, 1, 1L, null, null, null, null);
    }
    var order = orders.get(random.nextInt(orders.size()));
    Prices prices = order.terms().prices();
    return new Modify(
        owner,
        order.ticket(),
        prices.price() + random.nextInt(11) - 5,
        null,
        random.nextBoolean() ? null : 0L,
        null,
        random.nextBoolean() ? null : expiry(order.terms().type()));
  }

  private long anyOrder(String owner) {
    var orders = view.orders(owner);
    return orders.isEmpty() ? 1 : orders.get(random.nextInt(orders.size())).ticket();
  }

  private Command money(String owner) {
    long cents = random.nextLong(100_000);
    return random.nextBoolean()
        ? new Deposit(owner, cents, key())
        : new Withdraw(owner, cents, key());
  }

  private Limits limits() {
    return random.nextBoolean()
        ? Limits.NONE
        : new Limits(
            random.nextInt(100_000),
            random.nextInt(200_000),
            random.nextInt(3) == 0 ? random.nextInt(100_000_000) : 0,
            random.nextInt(10),
            random.nextBoolean());
  }

  private Command entry(String owner) {
    return switch (random.nextInt(4)) {
      case 0 -> new AddConnection(owner, "conn_" + random.nextInt(5), "MetaTrader", key());
      case 1 -> new ConnectionStatus(owner, "conn_" + random.nextInt(5), random.nextBoolean());
      case 2 -> new AddStrategy(owner, "strategy_1", "Trend", key());
      default ->
          new StrategyStatus(
              owner, "strategy_1", STATUSES[random.nextInt(STATUSES.length)], "division by zero");
    };
  }
}
