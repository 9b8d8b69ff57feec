package dev.carillon.market.book;

/** What happens when an incoming order meets a resting one of the same owner. */
public enum SelfTrade {
  /** They trade. */
  NONE,
  /** The rest of the incoming order goes; the resting one stays. */
  EXPIRE_TAKER,
  /** The resting order goes, and the incoming one trades on. */
  EXPIRE_MAKER,
  /** Both go, the resting one first. */
  EXPIRE_BOTH
}
