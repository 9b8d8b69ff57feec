package dev.carillon.market.book;

/** What becomes of the part of an order that does not trade at once. */
public enum TimeInForce {
  /** It rests until it trades or is taken out. An order good till a date is this to the book. */
  GTC,
  /** Immediate or cancel: it goes. */
  IOC,
  /** Fill or kill: the order trades whole at once, or not at all. */
  FOK
}
