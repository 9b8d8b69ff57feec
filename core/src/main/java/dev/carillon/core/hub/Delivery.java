package dev.carillon.core.hub;

/** What a subscription misses when its reader can't keep up. */
public enum Delivery {
  /** Nothing: events are buffered up to the outbox's bound, then the connection ends with 1013. */
  ALL,
  /** Older values: while the reader is behind, only the newest publication of each key is kept. */
  LATEST,
  /** All events until it reads again; then the subscription is asked for a fresh snapshot. */
  RESYNC
}
