package dev.carillon.core.limit;

/** See {@link Quota#both}. */
record BothQuotas(Quota first, Quota second) implements Quota {
  @Override
  public boolean take(long nowNanos) {
    return waitMillis(nowNanos) == 0 && first.take(nowNanos) && second.take(nowNanos);
  }

  @Override
  public long waitMillis(long nowNanos) {
    return Math.max(first.waitMillis(nowNanos), second.waitMillis(nowNanos));
  }
}
