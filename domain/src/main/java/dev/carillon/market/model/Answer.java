package dev.carillon.market.model;

import dev.carillon.ledger.Balance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine answers to a {@link Command}. */
public sealed interface Answer {

  /**
   * About one order: as it stands after the command.
   *
   * @param sequence the newest of the account's private events
   */
  record Ordered(OrderState order, long sequence) implements Answer {}

  /** The orders that were ended. */
  record Ended(List<OrderState> orders) implements Answer {
    public Ended {
      orders = List.copyOf(orders);
    }
  }

  /** What the account has now. */
  record Balances(List<Balance> balances, long sequence) implements Answer {
    public Balances {
      balances = List.copyOf(balances);
    }
  }

  /** The same was asked before, with the same idempotency key; {@code orderId}: what came of it. */
  record Repeated(long orderId) implements Answer {}

  /** Done; there is nothing to say about it. */
  record Done() implements Answer {}

  /**
   * Nothing was done.
   *
   * @param details for a person: name, value, expectation
   * @param order the refused order, if the pair is known
   */
  record Refused(Reason reason, String details, @Nullable OrderState order) implements Answer {}
}
