package dev.carillon.market.book;

/** What an order would take of the book as it stands: the answer of {@link OrderBook#measure}. */
public final class Sweep {
  private static final long TOO_MUCH = Long.MAX_VALUE;

  private long quantity;
  private long cost;
  private long lastPrice;

  /** Lots that would trade. */
  public long quantity() {
    return quantity;
  }

  /** Ticks × lots they would trade for; {@link Long#MAX_VALUE} if that or more. */
  public long cost() {
    return cost;
  }

  /** The worst price they would trade at, in ticks; 0: nothing would trade. */
  public long lastPrice() {
    return lastPrice;
  }

  void clear() {
    quantity = 0;
    cost = 0;
    lastPrice = 0;
  }

  void add(long price, long lots) {
    if (lots == 0) {
      return;
    }
    quantity += lots;
    lastPrice = price;
    long sum = cost + price * lots;
    cost = Math.multiplyHigh(price, lots) != 0 || price * lots < 0 || sum < 0 ? TOO_MUCH : sum;
  }

  @Override
  public String toString() {
    return "%d for %d, to %d".formatted(quantity, cost, lastPrice);
  }
}
