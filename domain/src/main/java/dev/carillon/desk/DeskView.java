package dev.carillon.desk;

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

/**
 * What may be read of the desk; shows it as it is at each call, valued at the newest quotes. On the
 * desk's thread. Of an owner without account: nothing.
 */
public interface DeskView {

  /** All symbols, in the order in which they were defined. */
  List<Symbol> symbols();

  /** One symbol. */
  Optional<Symbol> symbol(String name);

  /** Whether a symbol is traded at the time of the newest command. */
  boolean isOpen(String symbol);

  /** The newest quotes, of all symbols that have one, in the order of {@link #symbols}. */
  List<QuoteState> quotes();

  /** The newest quote of a symbol. */
  Optional<QuoteState> quote(String symbol);

  /** Those who have an account, in the order in which these were opened. */
  List<String> owners();

  /** What an account has. */
  Optional<AccountState> account(String owner);

  /** What an account allows itself. */
  Optional<Limits> limits(String owner);

  /** An account's open positions, oldest first. */
  List<PositionState> positions(String owner);

  /** One open position of an account. */
  Optional<PositionState> position(String owner, long ticket);

  /** An account's pending orders, oldest first. */
  List<OrderState> orders(String owner);

  /** One order of an account: a pending one, or one of the newest that have ended. */
  Optional<OrderState> order(String owner, long ticket);

  /** The newest orders of an account that have ended, newest first. */
  List<OrderState> endedOrders(String owner);

  /** The newest deals of an account, newest first. */
  List<Deal> deals(String owner);

  /** How an account does in the current period. */
  Optional<Analytics> analytics(String owner, Period period);

  /** The newest alerts that an account sees, those for everybody included, newest first. */
  List<Alert> alerts(String owner);

  /** An account's connections, oldest first. */
  List<Connection> connections(String owner);

  /** An account's strategies, oldest first. */
  List<Strategy> strategies(String owner);

  /** The sequence of an owner's newest private event; 0: there was none. */
  long sequence(String owner);

  /** The latest time that a command had, in milliseconds since 1970. */
  long nowMillis();
}
