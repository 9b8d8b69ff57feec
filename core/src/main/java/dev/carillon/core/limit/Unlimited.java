package dev.carillon.core.limit;

/** See {@link Quota#UNLIMITED}. */
record Unlimited() implements Quota {
  @Override
  public boolean take(long nowNanos) {
    return true;
  }

  @Override
  public long waitMillis(long nowNanos) {
    return 0;
  }
}
