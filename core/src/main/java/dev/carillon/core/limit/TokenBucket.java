package dev.carillon.core.limit;

/** One client's share of a {@link Rate}. Not thread-safe: one event loop owns it. */
public final class TokenBucket implements Quota {
  private final Rate rate;
  private long fullAt;

  /** A full bucket. */
  public TokenBucket(Rate rate, long nowNanos) {
    this.rate = rate;
    this.fullAt = nowNanos;
  }

  @Override
  public boolean take(long nowNanos) {
    if (rate.waitNanos(fullAt, nowNanos, 1) > 0) {
      return false;
    }
    fullAt = rate.fullAfter(fullAt, nowNanos, 1);
    return true;
  }

  @Override
  public long waitMillis(long nowNanos) {
    return Rate.toMillis(rate.waitNanos(fullAt, nowNanos, 1));
  }

  /** How many are allowed at once now. */
  public int left(long nowNanos) {
    return rate.left(fullAt, nowNanos);
  }
}
