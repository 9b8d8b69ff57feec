package dev.carillon.market.book;

/**
 * The terms of an order on its way into a book; meant to be filled in and placed again and again.
 *
 * <p>{@link #order} sets the usual terms and forgets all others; the rest is named after it: {@code
 * incoming.order(7, alice, BUY, 1_000, 25).postOnly()}.
 */
public final class Incoming {
  /**
   * Slices an iceberg may have. Each is a trade of its own, so without a bound one order could keep
   * the book's thread for as long as it likes.
   */
  public static final int MOST_SLICES = 1_000;

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
   * @throws IllegalArgumentException if that is below 0, or would make more than {@link
   *     #MOST_SLICES} slices
   */
  public Incoming display(long lots) {
    if (lots < 0 || tooManySlices(quantity, lots)) {
      throw new IllegalArgumentException(
          "display: %d of %d (expected: 0, or so much that there are at most %d slices)"
              .formatted(lots, quantity, MOST_SLICES));
    }
    display = lots;
    return this;
  }

  /** Whether an iceberg that shows {@code display} of {@code quantity} lots would be refused. */
  public static boolean tooManySlices(long quantity, long display) {
    return display > 0 && (quantity - 1) / display >= MOST_SLICES;
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
