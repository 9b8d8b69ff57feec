package dev.carillon.market.data;

/** One side of an order book. */
public enum BookSide {
  /** Who buys; the highest price is the best. */
  BIDS,
  /** Who sells; the lowest price is the best. */
  ASKS;

  /** Whether a price is nearer to the other side than another. */
  boolean isBetter(long priceTicks, long thanTicks) {
    return this == BIDS ? priceTicks > thanTicks : priceTicks < thanTicks;
  }
}
