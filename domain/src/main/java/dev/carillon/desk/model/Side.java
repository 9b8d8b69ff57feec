package dev.carillon.desk.model;

/** The direction of an order or a position. The order of the constants is stored: append only. */
public enum Side {
  BUY,
  SELL
}
