package dev.carillon.market;

import dev.carillon.ledger.Balance;
import dev.carillon.ledger.Ledger;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Done;
import dev.carillon.market.model.Answer.Ended;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.Advance;
import dev.carillon.market.model.Command.Amend;
import dev.carillon.market.model.Command.Cancel;
import dev.carillon.market.model.Command.CancelAbsent;
import dev.carillon.market.model.Command.CancelAll;
import dev.carillon.market.model.Command.CancelConnection;
import dev.carillon.market.model.Command.CancelNamed;
import dev.carillon.market.model.Command.Change;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.market.model.Command.Deposit;
import dev.carillon.market.model.Command.ImportTrade;
import dev.carillon.market.model.Command.Place;
import dev.carillon.market.model.Command.SetStatus;
import dev.carillon.market.model.Command.Withdraw;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.List;
import java.util.Optional;

/**
 * The exchange: applies commands, one after the other, to pairs, accounts and orders, and tells
 * what happened. Confined to its owner's thread.
 *
 * <p>Deterministic: the same commands with the same times, applied to the same state, make the same
 * events and the same state, byte for byte. It has no clock: time comes with each command, and
 * never goes back.
 */
public final class MatchingEngine implements EngineView {
  private static final long MINUTE_MILLIS = 60_000;

  /*
   * A command is one transaction: it is checked first, and what is refused has changed nothing but
   * the account's count of events. Funds are held before an order is matched, so that matching can't
   * fail: a trade moves what is held. What the market does by itself comes at defined points: before
   * a command what its time ends (candles, orders good till a date), after it the stops that its
   * trades reached, one by one, since each may move the price again.
   */
  private final Accounts accounts = new Accounts();
  private final Teller teller;
  private final LiveOrders orders;
  private final Markets markets;
  private final Placing placing;
  private final Ending ending;
  private final Money money;
  private final Requests requests = new Requests();
  private long nowMillis;
  private long nextMinute;

  /**
   * An engine without pairs and accounts.
   *
   * @param grid when candles open; may be another at each start
   */
  public MatchingEngine(CandleGrid grid, EngineListener listener) {
    teller = new Teller(listener, accounts);
    orders = new LiveOrders(accounts.ledger(), teller);
    markets = new Markets(accounts, orders, teller, grid);
    placing = new Placing(orders, teller);
    ending = new Ending(accounts, orders);
    money = new Money(accounts, teller, requests);
  }

  /**
   * Does what is asked, and tells the listener what happened meanwhile.
   *
   * @param timeMillis milliseconds since 1970; an earlier time than the last one counts as that
   */
  public Answer apply(Command command, long timeMillis) {
    nowMillis = Math.max(nowMillis, timeMillis);
    teller.setTime(nowMillis);
    passTime();
    return switch (command) {
      case Place place -> place(place);
      case Cancel(var owner, var id) -> ending.cancel(ending.find(owner, id));
      case CancelNamed(var owner, var name) -> ending.cancel(ending.find(owner, name));
      case Amend amend -> amend(amend);
      case Change change -> change(change);
      case CancelAll(var owner, var symbol) -> ended(ending.cancelAll(owner, symbol));
      case CancelConnection gone -> ended(ending.disconnect(gone.owner(), gone.connection()));
      case CancelAbsent(var living) -> ended(ending.disconnectAbsent(living));
      case Deposit deposit -> money.deposit(deposit);
      case Withdraw withdraw -> money.withdraw(withdraw);
      case ImportTrade trade -> markets.importTrade(trade);
      case DefinePair(var pair, var status) -> markets.define(pair, status);
      case SetStatus(var symbol, var status) -> markets.setStatus(symbol, status);
      case Advance() -> new Done();
    };
  }

  private static Answer ended(List<OrderState> orders) {
    return new Ended(orders);
  }

  /** What the time of a command ends before the command itself. */
  private void passTime() {
    if (nowMillis < nextDueMillis()) {
      return;
    }
    for (LiveOrder due = orders.expiries().due(nowMillis);
        due != null;
        due = orders.expiries().due(nowMillis)) {
      ending.expire(due);
    }
    if (nowMillis >= nextMinute) {
      markets.advance(nowMillis);
      requests.forget(nowMillis);
      nextMinute = nowMillis - Math.floorMod(nowMillis, MINUTE_MILLIS) + MINUTE_MILLIS;
    }
  }

  private Answer place(Place command) {
    Market market = markets.find(command.symbol());
    if (market == null) {
      return Markets.unknown(command.symbol());
    }
    Optional<Answer> before = requests.before(command.owner(), command.key());
    if (before.isPresent()) {
      return before.get();
    }
    Account account = accounts.open(command.owner());
    Answer answer = placing.place(market, account, command.terms());
    if (answer instanceof Answer.Ordered(var order, _)) {
      requests.done(command.owner(), command.key(), order.id(), nowMillis);
    }
    triggerStops(market);
    return answer;
  }

  private Answer amend(Amend command) {
    LiveOrder order = ending.find(command.owner(), command.orderId());
    if (order == null) {
      return Ending.unknown();
    }
    return amend(
        order, order.terms.amended(command.quantity(), command.price(), command.stopPrice()));
  }

  private Answer change(Change command) {
    LiveOrder order = ending.find(command.owner(), command.order());
    if (order == null) {
      return Ending.unknown();
    }
    WrittenFigures figures = new WrittenFigures(order.market.pair());
    OrderTerms terms = figures.amended(order.terms, command.figures());
    Problem problem = figures.problem();
    return problem == null ? amend(order, terms) : problem.refused();
  }

  private Answer amend(LiveOrder order, OrderTerms terms) {
    Answer answer = placing.amend(order, terms);
    triggerStops(order.market);
    return answer;
  }

  private void triggerStops(Market market) {
    for (LiveOrder next = market.stops().takeReached(market.lastPrice());
        next != null;
        next = market.stops().takeReached(market.lastPrice())) {
      placing.trigger(next);
    }
  }

  /**
   * Until when nothing happens by itself, in milliseconds since 1970: an {@link Advance} is due
   * then.
   */
  public long nextDueMillis() {
    return Math.min(nextMinute, orders.expiries().next());
  }

  @Override
  public long nowMillis() {
    return nowMillis;
  }

  @Override
  public List<MarketView> markets() {
    return markets.all().stream().map(MarketView::new).toList();
  }

  @Override
  public Optional<MarketView> market(String symbol) {
    return Optional.ofNullable(markets.find(symbol)).map(MarketView::new);
  }

  @Override
  public List<Balance> balances(String owner) {
    Ledger ledger = accounts.ledger();
    return accounts.find(owner).map(account -> ledger.balances(account.number())).orElse(List.of());
  }

  @Override
  public long sequence(String owner) {
    return accounts.find(owner).map(Account::sequence).orElse(0L);
  }

  @Override
  public List<OrderState> orders(String owner) {
    return accounts.find(owner).stream()
        .flatMap(account -> account.orders().stream())
        .map(LiveOrder::state)
        .toList();
  }

  @Override
  public Optional<OrderState> order(String owner, long id) {
    return Optional.ofNullable(ending.find(owner, id)).map(LiveOrder::state);
  }

  @Override
  public int liveOrders() {
    return orders.size();
  }

  /**
   * Checks the invariants: the sums of all currencies, that what is held is what live orders need,
   * and that books are not crossed.
   *
   * @throws IllegalStateException naming the first that does not hold
   */
  public void verify() {
    new Invariants(accounts, orders, markets).verify();
  }

  /** Writes the whole state, in one order for one state. */
  public void writeTo(StateWriter out) {
    out.putLong(nowMillis).putLong(nextMinute);
    new Snapshot(accounts, orders, markets).writeTo(out);
    requests.writeTo(out);
  }

  /**
   * Takes over a state; the engine must be new. Nothing is told.
   *
   * @throws IllegalArgumentException when the bytes are of another version, or make no sense
   */
  public void readFrom(StateReader in) {
    nowMillis = in.getLong();
    nextMinute = in.getLong();
    teller.setTime(nowMillis);
    new Snapshot(accounts, orders, markets).readFrom(in);
    requests.readFrom(in);
  }
}
