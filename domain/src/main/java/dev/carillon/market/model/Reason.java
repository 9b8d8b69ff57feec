package dev.carillon.market.model;

/**
 * Why something was refused, or an order ended before it was filled. The names go over the wire;
 * the order of the constants is stored: append only.
 */
public enum Reason {
  /** No pair has this symbol. */
  UNKNOWN_SYMBOL,
  /** No live order of this account has this id. */
  UNKNOWN_ORDER,
  /** No such currency. */
  UNKNOWN_CURRENCY,
  /** The pair's market is halted, or accepts cancels alone. */
  MARKET_CLOSED,
  /** The pair's trades come from outside; nothing can be ordered. */
  FED_PAIR,
  /** The quantity is not positive, or over the pair's largest. */
  QUANTITY,
  /** The price is not positive, missing, or given where none belongs. */
  PRICE,
  /** The stop price is not positive, missing, or given where none belongs. */
  STOP_PRICE,
  /** The terms contradict each other. */
  TERMS,
  /** Price times quantity is less than the pair's least. */
  MIN_NOTIONAL,
  /** Price times quantity is more than can be counted. */
  TOO_LARGE,
  /** The price is too far from the last trade. */
  PRICE_BAND,
  /** Less is available than the order needs. */
  INSUFFICIENT_BALANCE,
  /** The account has too many live orders in this pair. */
  TOO_MANY_ORDERS,
  /** Another live order of the account has the same client order id. */
  DUPLICATE_CLIENT_ORDER_ID,
  /** The same idempotency key came with another request. */
  IDEMPOTENCY_KEY_REUSED,
  /** It would have traded at once. */
  POST_ONLY,
  /** A market order found nobody to trade with. */
  NO_LIQUIDITY,
  /** The stop price was reached already. */
  STOP_REACHED,
  /** Expired: what was left of an order that may not rest. */
  IMMEDIATE_OR_CANCEL,
  /** Expired: it could not be filled whole. */
  FILL_OR_KILL,
  /** Expired: its time was over. */
  GOOD_TILL_DATE,
  /** Expired: it would have traded with an order of the same account. */
  SELF_TRADE,
  /** Cancelled by its owner. */
  USER,
  /** Cancelled with the connection that placed it. */
  DISCONNECTED,
  /** Something that exists would change in a way that it can't. */
  CONFLICT,
  /** So much waits for the engine that no more is taken; the same later may pass. */
  BUSY,
  /** The engine has stopped, or its journal can't be written. */
  UNAVAILABLE,
  /** A figure as it was written is no number of the pair's ticks or lots. */
  MALFORMED
}
