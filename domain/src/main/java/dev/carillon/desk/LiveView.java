package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The view of a desk: reads what the desk is made of. */
final class LiveView implements DeskView {
  private final Now now;
  private final Markets markets;
  private final Accounts accounts;
  private final Alerts alerts;

  LiveView(Now now, Markets markets, Accounts accounts, Alerts alerts) {
    this.now = now;
    this.markets = markets;
    this.accounts = accounts;
    this.alerts = alerts;
  }

  @Override
  public List<Symbol> symbols() {
    return markets.all().stream().map(Market::symbol).toList();
  }

  @Override
  public Optional<Symbol> symbol(String name) {
    return Optional.ofNullable(markets.find(name)).map(Market::symbol);
  }

  @Override
  public boolean isOpen(String symbol) {
    Market market = markets.find(symbol);
    return market != null && market.isOpen(now);
  }

  @Override
  public List<QuoteState> quotes() {
    return markets.all().stream()
        .filter(market -> market.quote().isKnown())
        .map(market -> market.quote().state())
        .toList();
  }

  @Override
  public Optional<QuoteState> quote(String symbol) {
    return Optional.ofNullable(markets.find(symbol))
        .filter(market -> market.quote().isKnown())
        .map(market -> market.quote().state());
  }

  @Override
  public List<String> owners() {
    return accounts.all().stream().map(Account::owner).toList();
  }

  @Override
  public Optional<AccountState> account(String owner) {
    return find(owner).map(Account::state);
  }

  @Override
  public Optional<Limits> limits(String owner) {
    return find(owner).map(Account::limits);
  }

  @Override
  public List<PositionState> positions(String owner) {
    return list(
        owner, account -> account.positions().values().stream().map(Position::state).toList());
  }

  @Override
  public Optional<PositionState> position(String owner, long ticket) {
    return find(owner).map(account -> account.positions().get(ticket)).map(Position::state);
  }

  @Override
  public List<OrderState> orders(String owner) {
    return list(
        owner, account -> account.orders().values().stream().map(PendingOrder::state).toList());
  }

  @Override
  public Optional<OrderState> order(String owner, long ticket) {
    Optional<OrderState> pending =
        find(owner).map(account -> account.orders().get(ticket)).map(PendingOrder::state);
    return pending.isPresent()
        ? pending
        : endedOrders(owner).stream().filter(order -> order.ticket() == ticket).findFirst();
  }

  @Override
  public List<OrderState> endedOrders(String owner) {
    return list(owner, account -> account.ended().newestFirst());
  }

  @Override
  public List<Deal> deals(String owner) {
    return list(owner, account -> account.deals().newestFirst());
  }

  @Override
  public Optional<Analytics> analytics(String owner, Period period) {
    return find(owner).map(account -> account.performance().analytics(period, account.equity()));
  }

  @Override
  public List<Alert> alerts(String owner) {
    return list(owner, alerts::of);
  }

  @Override
  public List<Connection> connections(String owner) {
    return list(owner, account -> List.copyOf(account.connections().values()));
  }

  @Override
  public List<Strategy> strategies(String owner) {
    return list(owner, account -> List.copyOf(account.strategies().values()));
  }

  @Override
  public long sequence(String owner) {
    return find(owner).map(Account::sequence).orElse(0L);
  }

  @Override
  public long nowMillis() {
    return now.millis();
  }

  private Optional<Account> find(String owner) {
    return Optional.ofNullable(accounts.find(owner));
  }

  private <T> List<T> list(String owner, Function<Account, List<T>> of) {
    return find(owner).map(of).orElse(List.of());
  }
}
