package dev.carillon.desk.model;

/**
 * The orders of MetaTrader 5. The names go over the wire; the order of the constants is stored:
 * append only.
 */
public enum OrderType {
  /** At the live ask. */
  BUY(Side.BUY, Trigger.NONE),
  /** At the live bid. */
  SELL(Side.SELL, Trigger.NONE),
  /** When the ask falls to the price. */
  BUY_LIMIT(Side.BUY, Trigger.LIMIT),
  /** When the bid rises to the price. */
  SELL_LIMIT(Side.SELL, Trigger.LIMIT),
  /** When the ask rises to the price. */
  BUY_STOP(Side.BUY, Trigger.STOP),
  /** When the bid falls to the price. */
  SELL_STOP(Side.SELL, Trigger.STOP),
  /** When the ask rises to the price, it becomes a BUY_LIMIT at the limit price. */
  BUY_STOP_LIMIT(Side.BUY, Trigger.STOP_LIMIT),
  /** When the bid falls to the price, it becomes a SELL_LIMIT at the limit price. */
  SELL_STOP_LIMIT(Side.SELL, Trigger.STOP_LIMIT);

  private enum Trigger {
    NONE,
    LIMIT,
    STOP,
    STOP_LIMIT
  }

  private final Side side;
  private final Trigger trigger;

  OrderType(Side side, Trigger trigger) {
    this.side = side;
    this.trigger = trigger;
  }

  public Side side() {
    return side;
  }

  /** Whether it is filled at once, at the live quote. */
  public boolean isMarket() {
    return trigger == Trigger.NONE;
  }

  /** Whether it waits for a better price than the live quote. */
  public boolean isLimit() {
    return trigger == Trigger.LIMIT;
  }

  /** Whether it becomes a limit order when its price is reached. */
  public boolean isStopLimit() {
    return trigger == Trigger.STOP_LIMIT;
  }
}
