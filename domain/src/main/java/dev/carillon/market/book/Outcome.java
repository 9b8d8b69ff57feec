package dev.carillon.market.book;

/**
 * How the placing of an order ended; {@link Incoming#filled} says how much of it traded on the way.
 */
public enum Outcome {
  /** All or a part of it rests. */
  RESTING,
  /** It traded whole. */
  FILLED,
  /** Immediate or cancel: a part, or all of it, found nobody and is gone. */
  IOC_REMAINDER,
  /** Fill or kill: not to be had whole; nothing traded. */
  FOK_KILLED,
  /** Post-only, and it would have traded; nothing happened. */
  POST_ONLY,
  /** It met an order of its own owner; what was left of it is gone. */
  SELF_TRADE,
  /** An order of this id rests already; nothing happened, the listener hears nothing. */
  DUPLICATE_ID,
  /** No order of the id that was to be replaced; nothing happened, the listener hears nothing. */
  UNKNOWN_ID,
  /**
   * With it the quantities on its side would not fit a long; nothing happened, the listener hears
   * nothing.
   */
  OVERFLOW
}
