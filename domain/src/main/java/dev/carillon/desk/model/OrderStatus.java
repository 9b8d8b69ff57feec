package dev.carillon.desk.model;

/**
 * How an order stands. The names go over the wire; the order of the constants is stored: append
 * only.
 *
 * <p>The document's PARTIALLY_FILLED is no state of an order here: the desk fills an order whole or
 * not at all. A deal that closes a part of a position has that status, see {@link Deal.Status}.
 */
public enum OrderStatus {
  /** It waits for its price. */
  PENDING,
  /** It became a position, whose ticket is the order's. */
  FILLED,
  CANCELLED,
  /** It was refused, when it was placed or when its price was reached. */
  REJECTED,
  /** Its time was over. */
  EXPIRED
}
