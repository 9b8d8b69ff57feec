package dev.carillon.core.limit;

/** What one client may take in a time. Not thread-safe: one event loop owns it. */
public interface Quota {
  /** Always one more. */
  Quota UNLIMITED = new Unlimited();

  /** Whether one more is allowed now; takes it if so. */
  boolean take(long nowNanos);

  /** How long until one more would be allowed; 0: it is now. */
  long waitMillis(long nowNanos);

  /** Allows what both allow; what one of them refuses is taken from neither. */
  static Quota both(Quota first, Quota second) {
    return new BothQuotas(first, second);
  }
}
