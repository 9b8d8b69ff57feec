package dev.carillon.market.model;

/** Where an order stands. The order of the constants is stored: append only. */
public enum OrderStatus {
  /** Accepted, nothing traded yet; also a stop that waits. */
  OPEN,
  /** A part has traded, the rest is in the book. */
  PARTIALLY_FILLED,
  /** All has traded. */
  FILLED,
  /** Ended by its owner, or by an administrator. */
  CANCELLED,
  /** Never accepted. */
  REJECTED,
  /** Ended by its own terms: its time, IOC or FOK, or self-trade prevention. */
  EXPIRED;

  /** Whether more may happen to it. */
  public boolean isLive() {
    return this == OPEN || this == PARTIALLY_FILLED;
  }
}
