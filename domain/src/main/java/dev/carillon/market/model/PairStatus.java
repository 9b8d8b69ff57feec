package dev.carillon.market.model;

/** What a pair's market accepts. The order of the constants is stored: append only. */
public enum PairStatus {
  /** Everything. */
  TRADING,
  /** Cancels alone: nothing trades. */
  CANCEL_ONLY,
  /** Nothing. */
  HALT
}
