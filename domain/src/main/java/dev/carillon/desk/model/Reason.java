package dev.carillon.desk.model;

/**
 * Why something was refused, or an order ended before it was filled. The names go over the wire;
 * the order of the constants is stored: append only.
 */
public enum Reason {
  /** No symbol has this name. */
  UNKNOWN_SYMBOL,
  /** The owner has no account. */
  UNKNOWN_ACCOUNT,
  /** No pending order of this account has this ticket. */
  UNKNOWN_ORDER,
  /** No open position of this account has this ticket. */
  UNKNOWN_POSITION,
  /** This account has no such connection. */
  UNKNOWN_CONNECTION,
  /** This account has no such strategy. */
  UNKNOWN_STRATEGY,
  /** No alert that this account sees has this id. */
  UNKNOWN_ALERT,
  /** The symbol is not traded at this time. */
  MARKET_CLOSED,
  /** There was no quote yet, or none for 30 seconds. */
  OFF_QUOTES,
  /** No quotes from which the account's currency can be reached. */
  NO_CONVERSION,
  /** The volume is out of the symbol's limits, or not a whole number of its steps. */
  INVALID_VOLUME,
  /** The price is missing, or on the wrong side of the live quote, or given where none belongs. */
  INVALID_PRICE,
  /** Stop loss or take profit is on the wrong side. */
  INVALID_STOPS,
  /** The expiry is in the past, or given where none belongs. */
  INVALID_EXPIRY,
  /** The live quote is worse than the client's price by more than it allows. */
  REQUOTE,
  /** Less margin is free than the position needs. */
  INSUFFICIENT_MARGIN,
  /** Less can be withdrawn. */
  INSUFFICIENT_BALANCE,
  /** The account may not have more positions. */
  MAX_POSITIONS,
  /** The account's positions would be worth more than its limit. */
  MAX_EXPOSURE,
  /** The account has too many pending orders. */
  TOO_MANY_ORDERS,
  /** The account has too many connections or strategies. */
  TOO_MANY_ENTRIES,
  /** The day's loss has reached its limit. */
  DAILY_LOSS_LIMIT,
  /** The drawdown has reached its limit. */
  DRAWDOWN_LIMIT,
  /** The strategy is paused, or has failed. */
  STRATEGY_STOPPED,
  /** The amount is not positive, or more than can be counted. */
  INVALID_AMOUNT,
  /**
   * Bid or ask are not prices, or the ask is below the bid, or the quote is older than the last.
   */
  INVALID_QUOTE,
  /** The same idempotency key came with another request. */
  IDEMPOTENCY_KEY_REUSED,
  /** Something that exists would change in a way that it can't. */
  CONFLICT,
  /** Cancelled by its owner. */
  USER,
  /** Expired: its time was over. */
  EXPIRED,
  /** So much waits for the desk that no more is taken; the same later may pass. */
  BUSY,
  /** The desk has stopped, or its journal can't be written. */
  UNAVAILABLE
}
