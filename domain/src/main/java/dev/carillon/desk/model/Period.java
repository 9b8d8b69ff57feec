package dev.carillon.desk.model;

/**
 * Over which time figures are summed up, in trading days, which end at 17:00 in New York. The names
 * go over the wire. Stored: append only.
 */
public enum Period {
  DAY,
  /** From Monday, which begins on Sunday at 17:00. */
  WEEK,
  MONTH,
  YEAR,
  ALL
}
