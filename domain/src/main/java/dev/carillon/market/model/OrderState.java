package dev.carillon.market.model;

import org.jspecify.annotations.Nullable;

/**
 * An order as it stood at one moment.
 *
 * @param id rising, unique in the engine; 0: it was refused before it got one
 * @param owner whose it is
 * @param terms as amended last
 * @param reason why it ended before it was filled; null: it lives, or it is filled
 * @param filled lots traded so far
 * @param notional what those cost or brought, in 10^-8 of the quote currency, fees left out
 * @param fees in 10^-8 of the currency that its owner receives
 * @param triggered false: a stop that waits
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record OrderState(
    long id,
    String owner,
    Pair pair,
    OrderTerms terms,
    OrderStatus status,
    @Nullable Reason reason,
    long filled,
    long notional,
    long fees,
    boolean triggered,
    long createdAt,
    long updatedAt) {

  /** Lots that have not traded. */
  public long remaining() {
    return terms.quantity() - filled;
  }

  /** The currency that its owner receives, and pays fees in. */
  public String feeCurrency() {
    return switch (terms.side()) {
      case BUY -> pair.base();
      case SELL -> pair.quote();
    };
  }
}
