package dev.carillon.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until told. Any thread. */
public final class FakeClock implements InstantSource {
  private final AtomicLong nanos = new AtomicLong();
  private volatile Instant start;

  /** Starts at the beginning of 2024. */
  public FakeClock() {
    this(Instant.parse("2024-01-01T00:00:00Z"));
  }

  public FakeClock(Instant start) {
    this.start = start;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.get());
  }

  /** As {@link System#nanoTime()}: fit for differences only. */
  public long nanos() {
    return nanos.get();
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  public void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /** Moves the time of day, forwards or backwards; {@link #nanos()} goes on unmoved. */
  public void set(Instant now) {
    start = now.minusNanos(nanos.get());
  }
}
