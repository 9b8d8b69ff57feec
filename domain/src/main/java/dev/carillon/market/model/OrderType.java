package dev.carillon.market.model;

/** How an order gets its price. The order of the constants is stored: append only. */
public enum OrderType {
  /** At its price or better. */
  LIMIT,
  /** At once, within the pair's protection from the best price. */
  MARKET,
  /** A market order once the last trade reaches the stop price. */
  STOP,
  /** A limit order once the last trade reaches the stop price. */
  STOP_LIMIT;

  /** Whether it waits for the last trade to reach its stop price. */
  public boolean isStop() {
    return this == STOP || this == STOP_LIMIT;
  }

  /** Whether the one who asks names a price. */
  public boolean isPriced() {
    return this == LIMIT || this == STOP_LIMIT;
  }
}
