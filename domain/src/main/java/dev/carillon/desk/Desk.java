package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Touched;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.Done;
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
import dev.carillon.desk.model.Reason;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.function.Function;

/**
 * The FX desk: applies commands, one after the other, to symbols, quotes, accounts, orders and
 * positions, and tells what happened. Confined to its owner's thread.
 *
 * <p>Deterministic: the same commands with the same times, applied to the same state, make the same
 * events and the same state, byte for byte. It has no clock: time comes with each command, and
 * never goes back.
 */
public final class Desk {
  private static final long MINUTE_MILLIS = 60_000;

  /*
   * A command is one transaction: it is checked first, and what is refused has changed nothing but
   * the counts of tickets and events. What happens by itself comes at defined points: before a
   * command what its time ends (trading days, orders, the freshness of quotes); with each quote first
   * the value of all that depends on it, then the orders and stops that it reached, then the margin
   * and the limits of the accounts that were touched. So an account is stopped out only by what its
   * own stops have left of it.
   *
   * A balance can go below zero: positions close at the live quote, and when that jumps over the
   * stop-out level, the loss can be more than there was.
   */
  private final Now now = new Now();
  private final Touched touched = new Touched();
  private final Accounts accounts = new Accounts();
  private final Requests requests = new Requests(now);
  private final Markets markets;
  private final Alerts alerts;
  private final Trades trades;
  private final Orders orders;
  private final Placing placing;
  private final Closing closing;
  private final Supervision supervision;
  private final Feed feed;
  private final Freshness freshness;
  private final Rollover rollover;
  private final Cash cash;
  private final Entries entries;
  private final DeskView view;
  private long nextMinute;

  /** A desk without symbols and accounts. */
  public Desk(DeskListener listener) {
    Teller teller = new Teller(listener);
    markets = new Markets(touched);
    alerts = new Alerts(now, teller);
    trades = new Trades(now, markets, teller);
    orders = new Orders(now, teller);
    Checks checks = new Checks(now, markets, trades);
    placing = new Placing(now, orders, trades, checks, alerts);
    closing = new Closing(trades, checks, requests);
    supervision = new Supervision(now, touched, trades, orders, alerts);
    feed = new Feed(now, markets, placing, supervision, teller);
    freshness = new Freshness(now, markets, alerts, teller);
    rollover = new Rollover(accounts, markets, touched, teller);
    cash = new Cash(accounts, requests, touched, teller);
    entries = new Entries(now, requests, alerts, teller);
    view = new LiveView(now, markets, accounts, alerts);
  }

  /** What may be read of it; shows it as it is at each call. On the desk's thread. */
  public DeskView view() {
    return view;
  }

  /** The latest time that a command had, in milliseconds since 1970. */
  public long nowMillis() {
    return now.millis();
  }

  /**
   * Does what is asked, and tells the listener what happened meanwhile.
   *
   * @param timeMillis milliseconds since 1970; an earlier time than the last one counts as that
   */
  public Answer apply(Command command, long timeMillis) {
    now.set(Math.max(now.millis(), timeMillis));
    passTime();
    Answer answer = answer(command);
    supervision.run();
    return answer;
  }

  private void passTime() {
    if (now.millis() < nextDueMillis()) {
      return;
    }
    rollover.advance(now.millis());
    orders.expire();
    freshness.watch();
    if (now.millis() >= nextMinute) {
      freshness.watchSessions();
      requests.forget();
      nextMinute = now.millis() - Math.floorMod(now.millis(), MINUTE_MILLIS) + MINUTE_MILLIS;
    }
    supervision.run();
  }

  private Answer answer(Command command) {
    return switch (command) {
      case Quotes(var ticks) -> feed.take(ticks);
      case DefineSymbol(var symbol) -> feed.define(symbol);
      case OpenAccount(var owner, var terms) -> cash.open(owner, terms);
      case Deposit(var owner, var cents, var key) ->
          of(owner, account -> cash.deposit(account, cents, key));
      case Withdraw(var owner, var cents, var key) ->
          of(owner, account -> cash.withdraw(account, cents, key));
      case SetLimits(var owner, var limits) -> of(owner, account -> cash.limit(account, limits));
      case Place place -> of(place.owner(), account -> place(account, place));
      case Modify modify -> of(modify.owner(), account -> modify(account, modify));
      case Cancel(var owner, var ticket) -> of(owner, account -> cancel(account, ticket));
      case Protect protect -> of(protect.owner(), account -> closing.protect(account, protect));
      case Close close -> of(close.owner(), account -> closing.close(account, close));
      case AddConnection add -> of(add.owner(), account -> entries.add(account, add));
      case ConnectionStatus status ->
          of(status.owner(), account -> entries.setStatus(account, status));
      case AddStrategy add -> of(add.owner(), account -> entries.add(account, add));
      case StrategyStatus status ->
          of(status.owner(), account -> entries.setStatus(account, status));
      case Acknowledge(var owner, var id) -> of(owner, account -> alerts.acknowledge(account, id));
      case Advance() -> new Done();
    };
  }

  private Answer of(String owner, Function<Account, Answer> does) {
    Account account = accounts.find(owner);
    return account == null ? Problem.unknownAccount().refused() : does.apply(account);
  }

  private Answer place(Account account, Place command) {
    Answer before = requests.before(account, command.key());
    if (before != null) {
      return before;
    }
    Market market = markets.find(command.symbol());
    if (market == null) {
      return Problem.unknownSymbol(command.symbol()).refused();
    }
    Answer answer = placing.place(account, market, command.terms());
    if (answer instanceof Answer.Ordered(var order)) {
      requests.done(account, command.key(), Long.toString(order.ticket()));
    }
    return answer;
  }

  private Answer modify(Account account, Modify command) {
    PendingOrder order = account.orders().get(command.ticket());
    return order == null ? unknownOrder(command.ticket()) : placing.modify(order, command);
  }

  private Answer cancel(Account account, long ticket) {
    PendingOrder order = account.orders().get(ticket);
    return order == null ? unknownOrder(ticket) : placing.cancel(order);
  }

  private static Answer unknownOrder(long ticket) {
    return new Problem(
            Reason.UNKNOWN_ORDER, "order: order_" + ticket + " (expected: a pending one)")
        .refused();
  }

  /**
   * Until when nothing happens by itself, in milliseconds since 1970: an {@link Advance} is due
   * then.
   */
  public long nextDueMillis() {
    long time = Math.min(nextMinute, rollover.next());
    return Math.min(time, Math.min(orders.nextEnd(), freshness.nextStale()));
  }

  /**
   * Checks the invariants: what is kept up with each quote equals what comes of the positions.
   *
   * @throws IllegalStateException naming the first that does not hold
   */
  public void verify() {
    new Invariants(markets, accounts).verify();
  }

  /** Writes the whole state, in one order for one state. */
  public void writeTo(StateWriter out) {
    out.putLong(now.millis()).putLong(nextMinute).putLong(rollover.next());
    snapshot().writeTo(out);
    requests.writeTo(out);
  }

  /**
   * Takes over a state; the desk must be new. Nothing is told.
   *
   * @throws IllegalArgumentException when the bytes are of another version, or make no sense
   */
  public void readFrom(StateReader in) {
    now.set(in.getLong());
    nextMinute = in.getLong();
    rollover.restore(in.getLong());
    snapshot().readFrom(in);
    requests.readFrom(in);
    touched.forget();
  }

  private Snapshot snapshot() {
    return new Snapshot(markets, accounts, alerts, trades, orders, entries);
  }
}
