package dev.carillon.market.book;

/** Why an order is gone with a part of it unfilled. */
public enum Removal {
  /** {@link OrderBook#cancel}. */
  CANCELLED,
  /** {@link OrderBook#replace}: another order takes its place. */
  REPLACED,
  /** An immediate-or-cancel order found no more to trade with. It never rested. */
  IOC_REMAINDER,
  /** A fill-or-kill order was not to be had whole. It never rested. */
  FOK_KILLED,
  /** A post-only order would have traded. It never rested. */
  POST_ONLY,
  /** An incoming order met one of its own owner. It never rested. */
  SELF_TRADE_TAKER,
  /** A resting order was met by an incoming one of its own owner. */
  SELF_TRADE_MAKER
}
