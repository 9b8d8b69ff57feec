package dev.carillon.market.model;

import dev.carillon.market.book.Side;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of the engine: all that changes its state, and so all that is journaled. */
public sealed interface Command {

  /**
   * Which live order of an owner is meant.
   *
   * @param id 0: the one of that name
   * @param clientOrderId null: the one with that id
   */
  record OrderName(long id, @Nullable String clientOrderId) {
    public static OrderName of(long id) {
      return new OrderName(id, null);
    }

    public static OrderName of(String clientOrderId) {
      return new OrderName(0, clientOrderId);
    }
  }

  /** Decimals in plain notation; null: as it is. */
  record Written(@Nullable String quantity, @Nullable String price, @Nullable String stopPrice) {}

  /**
   * A pair is new, or its limits, fees and status change. Its currencies and scale never do.
   *
   * @param status null: as it is; a new pair trades
   */
  record DefinePair(Pair pair, @Nullable PairStatus status) implements Command {
    /** A pair whose status stays as it is. */
    public DefinePair(Pair pair) {
      this(pair, null);
    }
  }

  /** A pair's market opens or closes. */
  record SetStatus(String symbol, PairStatus status) implements Command {}

  /** Money comes in. {@code units} of 10^-8. */
  record Deposit(String owner, String currency, long units, @Nullable RequestKey key)
      implements Command {}

  /** Money goes out. {@code units} of 10^-8. */
  record Withdraw(String owner, String currency, long units, @Nullable RequestKey key)
      implements Command {}

  /** A new order. */
  record Place(String owner, String symbol, OrderTerms terms, @Nullable RequestKey key)
      implements Command {}

  /**
   * Other figures for a live order. A smaller quantity alone keeps its place in the queue.
   *
   * @param quantity in lots, what has traded included; 0: as it is
   * @param price in ticks; 0: as it is
   * @param stopPrice in ticks; 0: as it is
   */
  record Amend(String owner, long orderId, long quantity, long price, long stopPrice)
      implements Command {}

  /**
   * As {@link Amend}, for whoever knows neither the order's number nor its pair: its owner's name
   * for it will do, and figures as they were written.
   */
  record Change(String owner, OrderName order, Written figures) implements Command {}

  /** The end of one live order. */
  record Cancel(String owner, long orderId) implements Command {}

  /** The end of the live order that its owner calls so. */
  record CancelNamed(String owner, String clientOrderId) implements Command {}

  /**
   * The end of all live orders of an account.
   *
   * @param symbol of this pair alone; null: of all
   */
  record CancelAll(String owner, @Nullable String symbol) implements Command {}

  /**
   * The end of all orders of an account that were to end with a connection.
   *
   * @param owner null: of all accounts and connections, because the server starts anew
   */
  record CancelConnection(@Nullable String owner, long connection) implements Command {}

  /**
   * The end of all orders that were to end with a connection to a node that is no more. The upper
   * half of a connection's number is its node's.
   *
   * @param living the numbers of the nodes that are
   */
  record CancelAbsent(Set<Integer> living) implements Command {
    public CancelAbsent {
      living = Set.copyOf(living);
    }
  }

  /**
   * A trade from outside, of a pair that is fed.
   *
   * @param price in ticks
   * @param quantity in lots
   * @param side the taker's
   * @param timeMillis its own time, milliseconds since 1970; 0: when it comes
   */
  record ImportTrade(String symbol, Side side, long price, long quantity, long timeMillis)
      implements Command {}

  /** Nothing but time passes: candles close, orders expire. */
  record Advance() implements Command {}
}
