package dev.carillon.desk.model;

/**
 * What an order shall be.
 *
 * @param volume in hundredths of a lot
 * @param deviation for a market order: by how many points the live quote may be worse than {@code
 *     prices.price}; {@link #ANY_PRICE}: the live quote is taken whatever it is
 */
public record OrderTerms(
    OrderType type, long volume, Prices prices, long deviation, Expiry expiry, Origin origin) {
  /** The deviation of a market order that takes the live quote. */
  public static final long ANY_PRICE = -1;

  /**
   * Prices in points; 0: none.
   *
   * @param price at which a pending order is reached; of a market order what the client saw
   * @param limitPrice of a stop-limit order: the limit that it becomes
   */
  public record Prices(long price, long limitPrice, long stopLoss, long takeProfit) {
    /** None at all. */
    public static final Prices NONE = new Prices(0, 0, 0, 0);
  }

  /** An order at the live quote, without protection. */
  public static OrderTerms market(Side side, long volume) {
    OrderType type = side == Side.BUY ? OrderType.BUY : OrderType.SELL;
    return new OrderTerms(type, volume, Prices.NONE, ANY_PRICE, Expiry.GTC, Origin.NONE);
  }

  /** An order that waits for {@code price}, without protection, until it is cancelled. */
  public static OrderTerms pending(OrderType type, long volume, long price) {
    Prices prices = new Prices(price, 0, 0, 0);
    return new OrderTerms(type, volume, prices, ANY_PRICE, Expiry.GTC, Origin.NONE);
  }

  /** The same with other prices and another end. */
  public OrderTerms with(Prices others, Expiry end) {
    return new OrderTerms(type, volume, others, deviation, end, origin);
  }

  /** The same with stop loss and take profit; 0: none. */
  public OrderTerms protectedBy(long stopLoss, long takeProfit) {
    return with(new Prices(prices.price, prices.limitPrice, stopLoss, takeProfit), expiry);
  }

  /** The same from somewhere. */
  public OrderTerms from(Origin other) {
    return new OrderTerms(type, volume, prices, deviation, expiry, other);
  }
}
