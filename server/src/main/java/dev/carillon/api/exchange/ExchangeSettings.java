package dev.carillon.api.exchange;

import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the Exchange API's socket is set up.
 *
 * @param outboxBytes how many bytes may wait for a connection before its reader is too slow
 * @param limits what a client may use
 */
public record ExchangeSettings(int outboxBytes, Limits limits) {

  /** The document's and the contract's defaults. */
  public static final ExchangeSettings DEFAULTS = new ExchangeSettings(1 << 20, Limits.DEFAULTS);

  /**
   * What a client may use.
   *
   * @param publicSubscriptions of one connection
   * @param privateSubscriptions of one connection
   * @param connectionsPerAddress at once
   * @param messages how fast one connection may send; null: as it likes
   * @param badTokens how many tokens that are none one address may show; null: as many as it likes
   */
  public record Limits(
      int publicSubscriptions,
      int privateSubscriptions,
      int connectionsPerAddress,
      @Nullable Rate messages,
      @Nullable Rate badTokens) {

    /** The document's numbers; a sample client with a bad token tries again once a second. */
    public static final Limits DEFAULTS =
        new Limits(100, 50, 10, Rate.perMinute(1_000), Rate.of(30, Duration.ofMinutes(1), 30));

    /** None at all, for load tests. */
    public static final Limits OFF =
        new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, null, null);

    /** What one new connection may send. */
    Quota newQuota(long nowNanos) {
      return messages == null ? Quota.UNLIMITED : new TokenBucket(messages, nowNanos);
    }
  }

  /** These settings with other limits. */
  public ExchangeSettings withLimits(Limits other) {
    return new ExchangeSettings(outboxBytes, other);
  }
}
