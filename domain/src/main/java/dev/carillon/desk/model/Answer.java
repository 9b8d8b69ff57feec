package dev.carillon.desk.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the desk answers to a {@link Command}. */
public sealed interface Answer {

  /**
   * About one order: as it stands after the command. A market order is filled, and its position has
   * the same ticket.
   */
  record Ordered(OrderState order) implements Answer {}

  /** About one open position: as it stands after the command. */
  record Positioned(PositionState position) implements Answer {}

  /**
   * A position was closed, in part or whole.
   *
   * @param position as it stands after that, with volume 0 when nothing is left
   */
  record Closed(Deal deal, PositionState position) implements Answer {}

  /** What the account has now. */
  record Account(AccountState account) implements Answer {}

  record LimitsSet(Limits limits) implements Answer {}

  record Connected(Connection connection) implements Answer {}

  record Employed(Strategy strategy) implements Answer {}

  record Acknowledged(Alert alert) implements Answer {}

  /**
   * Quotes were taken.
   *
   * @param refused those that were not, in order; the others count
   */
  record Quoted(int taken, List<RefusedTick> refused) implements Answer {
    public Quoted {
      refused = List.copyOf(refused);
    }
  }

  /** A quote that was not taken. {@code index} is its place in the command, from 0. */
  record RefusedTick(int index, Reason reason, String details) {}

  /**
   * The same was asked before, with the same idempotency key.
   *
   * @param id what came of it: a ticket as text (of the order, or of the closed position), the id
   *     of a connection or strategy, or empty after money was moved
   */
  record Repeated(String id) implements Answer {}

  /** Done; there is nothing to say about it. */
  record Done() implements Answer {}

  /**
   * Nothing was done.
   *
   * @param details for a person: name, value, expectation
   * @param order the refused order, if its account and symbol are known
   */
  record Refused(Reason reason, String details, @Nullable OrderState order) implements Answer {}
}
