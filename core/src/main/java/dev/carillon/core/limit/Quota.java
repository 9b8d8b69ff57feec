package dev.carillon.core.limit;

/** What may be taken in a time. */
public interface Quota {
  /** Whether one more is allowed now; takes it if so. */
  boolean take(long nowNanos);

  /** How long until one more would be allowed. */
  long waitMillis(long nowNanos);
}
