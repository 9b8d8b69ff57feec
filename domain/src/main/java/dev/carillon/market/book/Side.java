package dev.carillon.market.book;

/** The side of the book an order belongs to. */
public enum Side {
  BUY,
  SELL;

  /** The side it trades with. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
