package dev.carillon.desk.model;

import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of the desk: all that changes its state, and so all that is journaled. */
public sealed interface Command {

  /** A symbol is new, or its rules change. Its currencies, digits and lot size never do. */
  record DefineSymbol(Symbol symbol) implements Command {}

  /** Quotes come in; each is applied by itself, in order. */
  record Quotes(List<Tick> ticks) implements Command {
    public Quotes {
      ticks = List.copyOf(ticks);
    }
  }

  /** An account is new. An owner has one; the same terms again change nothing. */
  record OpenAccount(String owner, AccountTerms terms) implements Command {}

  /** Money comes in. */
  record Deposit(String owner, long cents, @Nullable RequestKey key) implements Command {}

  /** Money goes out: at most the free margin, and at most the balance. */
  record Withdraw(String owner, long cents, @Nullable RequestKey key) implements Command {}

  /** Other limits; what they have blocked is free again. */
  record SetLimits(String owner, Limits limits) implements Command {}

  /** A new order. */
  record Place(String owner, String symbol, OrderTerms terms, @Nullable RequestKey key)
      implements Command {}

  /**
   * Other figures for a pending order, in points. Null: as it is; 0: none.
   *
   * @param limitPrice of a stop-limit order
   */
  record Modify(
      String owner,
      long ticket,
      @Nullable Long price,
      @Nullable Long limitPrice,
      @Nullable Long stopLoss,
      @Nullable Long takeProfit,
      @Nullable Expiry expiry)
      implements Command {}

  /** The end of a pending order. */
  record Cancel(String owner, long ticket) implements Command {}

  /** The stops of an open position, in points. Null: as it is; 0: none. */
  record Protect(String owner, long ticket, @Nullable Long stopLoss, @Nullable Long takeProfit)
      implements Command {}

  /**
   * The closing of a position at the live quote.
   *
   * @param volume in hundredths of a lot; 0: all of it
   */
  record Close(String owner, long ticket, long volume, @Nullable RequestKey key)
      implements Command {}

  /**
   * A connection is new, and connected.
   *
   * @param id "conn_…"; null: the desk gives one
   */
  record AddConnection(String owner, @Nullable String id, String name, @Nullable RequestKey key)
      implements Command {}

  /** A connection is lost or restored. */
  record ConnectionStatus(String owner, String id, boolean connected) implements Command {}

  /**
   * A strategy is new, and active.
   *
   * @param id "strategy_…"; null: the desk gives one
   */
  record AddStrategy(String owner, @Nullable String id, String name, @Nullable RequestKey key)
      implements Command {}

  /** How a strategy stands. {@code message} is shown in the alert when it failed. */
  record StrategyStatus(String owner, String id, Strategy.Status status, String message)
      implements Command {}

  /** Its owner has seen an alert. */
  record Acknowledge(String owner, long alertId) implements Command {}

  /** Nothing but time passes: the trading day ends, orders expire, quotes become stale. */
  record Advance() implements Command {}
}
