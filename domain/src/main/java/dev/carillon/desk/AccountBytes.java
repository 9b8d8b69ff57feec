package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Position.Course;
import dev.carillon.desk.books.Position.Opening;
import dev.carillon.desk.codec.Values;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** An account with all that belongs to it, as bytes. */
final class AccountBytes {
  private static final Side[] SIDES = Side.values();
  private static final OrderStatus[] ORDER_STATUSES = OrderStatus.values();
  private static final Reason[] REASONS = Reason.values();
  private static final Deal.Status[] DEAL_STATUSES = Deal.Status.values();
  private static final Deal.Cause[] CAUSES = Deal.Cause.values();

  private final Markets markets;
  private final Accounts accounts;
  private final Trades trades;
  private final Orders orders;
  private final Entries entries;

  AccountBytes(Markets markets, Accounts accounts, Trades trades, Orders orders, Entries entries) {
    this.markets = markets;
    this.accounts = accounts;
    this.trades = trades;
    this.orders = orders;
    this.entries = entries;
  }

  void write(StateWriter out, Account account) {
    Values.write(out.putText(account.owner()), account.terms());
    out.putLong(account.sequence()).putLong(account.balance());
    account.risk().writeTo(out);
    account.performance().writeTo(out);
    out.putInt(account.connections().size());
    account.connections().values().forEach(connection -> Values.write(out, connection));
    out.putInt(account.strategies().size());
    account.strategies().values().forEach(strategy -> Values.write(out, strategy));
    out.putInt(account.alerts().own().size());
    account.alerts().own().forEach(alert -> Values.write(out, alert));
    out.putInt(account.alerts().seen().size());
    account.alerts().seen().forEach(out::putLong);
    out.putInt(account.positions().size());
    account.positions().values().forEach(position -> write(out, position));
    out.putInt(account.orders().size());
    account.orders().values().forEach(order -> write(out, order));
    out.putInt(account.ended().size());
    account.ended().oldestFirst().forEach(order -> write(out, order));
    out.putInt(account.deals().size());
    account.deals().oldestFirst().forEach(deal -> write(out, deal));
  }

  void read(StateReader in) {
    String owner = in.getRequiredText();
    Account account = accounts.open(owner, Values.readAccountTerms(in));
    account.restore(in.getLong(), in.getLong());
    account.risk().readFrom(in);
    account.performance().readFrom(in);
    for (int left = in.getCount(); left > 0; left--) {
      Connection connection = Values.readConnection(in, owner);
      entries.put(account, connection);
    }
    for (int left = in.getCount(); left > 0; left--) {
      Strategy strategy = Values.readStrategy(in, owner);
      entries.put(account, strategy);
    }
    for (int left = in.getCount(); left > 0; left--) {
      account.alerts().add(Values.readAlert(in, owner));
    }
    for (int left = in.getCount(); left > 0; left--) {
      account.alerts().seen().add(in.getLong());
    }
    for (int left = in.getCount(); left > 0; left--) {
      trades.place(readPosition(in, account));
    }
    for (int left = in.getCount(); left > 0; left--) {
      orders.add(readPending(in, account));
    }
    for (int left = in.getCount(); left > 0; left--) {
      account.ended().add(readEnded(in, owner));
    }
    for (int left = in.getCount(); left > 0; left--) {
      account.deals().add(readDeal(in, owner));
    }
  }

  private static void write(StateWriter out, Position position) {
    Opening opening = position.opening();
    out.putLong(position.ticket()).putText(position.market().symbol().name());
    out.putConstant(opening.side()).putLong(opening.price());
    out.putLong(opening.rate().multiply()).putLong(opening.rate().divide());
    out.putInt(opening.marginPercent());
    Values.write(out, opening.origin());
    out.putLong(opening.atMillis());
    Course course = position.course();
    out.putLong(course.volume()).putLong(course.stopLoss()).putLong(course.takeProfit());
    out.putLong(course.swap()).putLong(course.commission()).putLong(course.updatedAt());
  }

  private Position readPosition(StateReader in, Account account) {
    long ticket = in.getLong();
    Market market = market(in);
    Opening opening =
        new Opening(
            in.getConstant(SIDES),
            in.getLong(),
            new Rate(in.getLong(), in.getLong()),
            in.getInt(),
            Values.readOrigin(in),
            in.getLong());
    Course course =
        new Course(
            in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    return new Position(ticket, account, market, opening, course);
  }

  private static void write(StateWriter out, PendingOrder order) {
    out.putLong(order.ticket()).putText(order.market().symbol().name());
    Values.write(out, order.terms());
    OrderState state = order.state();
    out.putLong(state.createdAt()).putLong(state.updatedAt()).putLong(order.expireAt());
    out.putBoolean(order.isActivated());
  }

  private PendingOrder readPending(StateReader in, Account account) {
    PendingOrder order =
        new PendingOrder(
            in.getLong(), account, market(in), Values.readOrderTerms(in), in.getLong());
    order.restore(in.getLong(), in.getLong(), in.getBoolean());
    return order;
  }

  private static void write(StateWriter out, OrderState order) {
    out.putLong(order.ticket()).putText(order.symbol().name());
    Values.write(out, order.terms());
    out.putConstant(order.status()).putBoolean(order.activated());
    Reason reason = order.reason();
    out.putBoolean(reason != null);
    if (reason != null) {
      out.putConstant(reason);
    }
    out.putLong(order.createdAt()).putLong(order.updatedAt());
    out.putLong(order.filledAt()).putLong(order.fillPrice());
  }

  private OrderState readEnded(StateReader in, String owner) {
    return new OrderState(
        owner,
        in.getLong(),
        market(in).symbol(),
        Values.readOrderTerms(in),
        in.getConstant(ORDER_STATUSES),
        in.getBoolean(),
        in.getBoolean() ? in.getConstant(REASONS) : null,
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  private static void write(StateWriter out, Deal deal) {
    out.putLong(deal.id()).putLong(deal.ticket()).putText(deal.symbol().name());
    out.putConstant(deal.side()).putLong(deal.volume());
    out.putLong(deal.openPrice()).putLong(deal.closePrice());
    out.putLong(deal.stopLoss()).putLong(deal.takeProfit());
    out.putLong(deal.profit()).putLong(deal.swap()).putLong(deal.commission());
    out.putLong(deal.net()).putConstant(deal.status()).putConstant(deal.cause());
    Values.write(out, deal.origin());
    out.putLong(deal.timeMillis());
  }

  private Deal readDeal(StateReader in, String owner) {
    long id = in.getLong();
    long ticket = in.getLong();
    Symbol symbol = market(in).symbol();
    return new Deal(
        id,
        owner,
        ticket,
        symbol,
        in.getConstant(SIDES),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getConstant(DEAL_STATUSES),
        in.getConstant(CAUSES),
        Values.readOrigin(in),
        in.getLong());
  }

  private Market market(StateReader in) {
    String name = in.getRequiredText();
    Market market = markets.find(name);
    if (market == null) {
      throw new IllegalArgumentException("symbol: " + name + " (expected: a known one)");
    }
    return market;
  }
}
