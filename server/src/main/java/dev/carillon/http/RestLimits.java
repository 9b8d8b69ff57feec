package dev.carillon.http;

import dev.carillon.core.limit.AddressGroup;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of an API one may make: an account, or whoever shows none, by the address. Any
 * thread.
 */
public final class RestLimits {
  private static final int MAX_CALLERS = 100_000;

  private final @Nullable KeyedRate<Caller> rate;
  private final LongSupplier nanoTime;

  /** Who is counted; {@code user}: whether it is one, or an address. */
  private record Caller(boolean user, String name) {}

  /**
   * Nobody has asked yet.
   *
   * @param rate null: as many as one likes
   * @param nanoTime as {@link System#nanoTime}
   */
  public RestLimits(@Nullable Rate rate, LongSupplier nanoTime) {
    this.rate = rate == null ? null : new KeyedRate<>(rate, MAX_CALLERS);
    this.nanoTime = nanoTime;
  }

  /** No limit at all, for load tests. */
  public static RestLimits off() {
    return new RestLimits(null, () -> 0);
  }

  /**
   * Counts a request of an account.
   *
   * @throws Problem 429: it is one too many
   */
  public void takeOf(String userId) {
    take(new Caller(true, userId));
  }

  /**
   * Counts a request of nobody known.
   *
   * @throws Problem 429: it is one too many
   */
  public void takeOf(Request request) {
    take(new Caller(false, AddressGroup.of(request.remoteAddress())));
  }

  private void take(Caller caller) {
    long wait = rate == null ? 0 : rate.take(caller, nanoTime.getAsLong());
    if (wait > 0) {
      throw Problem.tooManyUntil(wait);
    }
  }
}
