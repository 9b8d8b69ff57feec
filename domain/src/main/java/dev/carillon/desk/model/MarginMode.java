package dev.carillon.desk.model;

/** How margin is counted. Stored: append only. */
public enum MarginMode {
  /**
   * Units of the base currency by leverage, counted as the account's currency whatever their price:
   * the numbers of the document (markets.md 3.2).
   */
  BASE_UNITS,
  /** The same, converted into the account's currency at the rate of the opening, as MetaTrader. */
  CONVERTED
}
