package dev.carillon.ledger;

/**
 * What one account has of one currency, in units of 10^-8.
 *
 * @param available may be spent
 * @param locked is held for open orders
 */
public record Balance(String currency, long available, long locked) {
  /** Both parts together. */
  public long total() {
    return available + locked;
  }
}
