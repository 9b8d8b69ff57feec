package dev.carillon.desk.history;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some commands did.
 *
 * @param sequence the journal's number of the last command
 * @param orders as they stand after it; each order once
 * @param alerts as they are seen after it, in the order in which they came to be seen so
 */
public record Batch(
    long sequence, List<OrderState> orders, List<Deal> deals, List<SeenAlert> alerts) {

  public Batch {
    orders = List.copyOf(orders);
    deals = List.copyOf(deals);
    alerts = List.copyOf(alerts);
  }

  /**
   * An alert as somebody sees it.
   *
   * @param viewer null: everybody who has not acknowledged it
   */
  public record SeenAlert(@Nullable String viewer, Alert alert) {}
}
