package dev.carillon.market.book;

/**
 * The terms of an order on its way into a book; meant to be filled in and placed again and again.
 *
 * <p>{@link #order} sets the usual terms and forgets all others; the rest is named after it: {@code
 * incoming.order(7, alice, BUY, 1_000, 25).postOnly()}.
 */
public final class Incoming {
  long id;
  int owner;
  Side side = Side.BUY;
  long price;
  long quantity;
  long display;
  boolean postOnly;
  TimeInForce timeInForce = TimeInForce.GTC;
  SelfTrade selfTrade = SelfTrade.NONE;
  long filled;

  /**
   * A plain limit order: good till cancelled, shown whole, trading with anybody.
   *
   * @param id given again only when the order of that id is gone
   * @param price in ticks, above 0: the worst it trades at. A market order is immediate or cancel
   *     with its protection price
   * @param quantity in lots, above 0
   * @throws IllegalArgumentException if price or quantity is not above 0
   */
  public Incoming order(long id, int owner, Side side, long price, long quantity) {
    if (price <= 0) {
      throw new IllegalArgumentException("price: " + price + " (expected: above 0)");
    }
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity: " + quantity + " (expected: above 0)");
    }
    this.id = id;
    this.owner = owner;
    this.side = side;
    this.price = price;
    this.quantity = quantity;
    display = 0;
    postOnly = false;
    timeInForce = TimeInForce.GTC;
    selfTrade = SelfTrade.NONE;
    filled = 0;
    return this;
  }

  /**
   * Makes it an iceberg: of what rests, the book shows a slice, and when that has traded, the next
   * one, at the end of the level's queue.
   *
   * @param lots of a slice; 0: all of the order
   * @throws IllegalArgumentException if lots is below 0
   */
  public Incoming display(long lots) {
    if (lots < 0) {
      throw new IllegalArgumentException("display: " + lots + " (expected: 0 or above)");
    }
    display = lots;
    return this;
  }

  /** It must rest as it is, or be refused. */
  public Incoming postOnly() {
    postOnly = true;
    return this;
  }

  /** Instead of {@link TimeInForce#GTC}. */
  public Incoming timeInForce(TimeInForce value) {
    timeInForce = value;
    return this;
  }

  /** Instead of {@link SelfTrade#NONE}. */
  public Incoming selfTrade(SelfTrade value) {
    selfTrade = value;
    return this;
  }

  /** Lots that traded while it was placed last; 0 before. */
  public long filled() {
    return filled;
  }
}
