package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent.AccountChanged;
import dev.carillon.desk.model.DeskEvent.AlertChanged;
import dev.carillon.desk.model.DeskEvent.AlertForAll;
import dev.carillon.desk.model.DeskEvent.AnalyticsChanged;
import dev.carillon.desk.model.DeskEvent.ConnectionChanged;
import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.DeskEvent.LimitsChanged;
import dev.carillon.desk.model.DeskEvent.OrderChanged;
import dev.carillon.desk.model.DeskEvent.PositionChanged;
import dev.carillon.desk.model.DeskEvent.QuoteChanged;
import dev.carillon.desk.model.DeskEvent.StrategyChanged;
import dev.carillon.desk.model.DeskEvent.SymbolChanged;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.Symbol;

/** Makes events of what happens, with the sequences of the accounts. */
final class Teller {
  private final DeskListener listener;

  Teller(DeskListener listener) {
    this.listener = listener;
  }

  void quote(Market market) {
    listener.happened(new QuoteChanged(market.quote().state()));
  }

  void symbol(Symbol symbol) {
    listener.happened(new SymbolChanged(symbol));
  }

  void order(Account account, OrderState order) {
    listener.happened(new OrderChanged(order, account.nextSequence()));
  }

  void dealt(Account account, Deal deal) {
    listener.happened(new Dealt(deal, account.nextSequence()));
  }

  void position(Account account, PositionState position) {
    listener.happened(new PositionChanged(position, account.nextSequence()));
  }

  void account(Account account) {
    listener.happened(new AccountChanged(account.state(), account.nextSequence()));
  }

  void analytics(Account account) {
    listener.happened(
        new AnalyticsChanged(
            account.owner(), account.performance().all(account.equity()), account.nextSequence()));
  }

  void alert(Account account, Alert alert) {
    listener.happened(new AlertChanged(account.owner(), alert, account.nextSequence()));
  }

  void alertForAll(Alert alert) {
    listener.happened(new AlertForAll(alert));
  }

  void limits(Account account) {
    listener.happened(new LimitsChanged(account.owner(), account.limits(), account.nextSequence()));
  }

  void connection(Account account, Connection connection) {
    listener.happened(new ConnectionChanged(connection, account.nextSequence()));
  }

  void strategy(Account account, Strategy strategy) {
    listener.happened(new StrategyChanged(strategy, account.nextSequence()));
  }
}
