package dev.carillon.api.desk;

import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * How the Desk API's socket is set up.
 *
 * @param outboxBytes how many bytes may wait for a connection before its reader is too slow
 * @param limits what a client may use
 */
public record DeskSettings(int outboxBytes, Limits limits) {

  /** The document's and the contract's defaults. */
  public static final DeskSettings DEFAULTS = new DeskSettings(1 << 20, Limits.DEFAULTS);

  /**
   * What a client may use.
   *
   * @param subscriptions of one connection
   * @param messages how fast one connection may send; null: as it likes
   * @param connects how often one user may connect, and one address that shows no good token; null:
   *     as often as they like
   */
  public record Limits(int subscriptions, @Nullable Rate messages, @Nullable Rate connects) {

    /** The document's numbers. */
    public static final Limits DEFAULTS = new Limits(50, Rate.perSecond(100), Rate.perMinute(10));

    /** None at all, for load tests. */
    public static final Limits OFF = new Limits(Integer.MAX_VALUE, null, null);

    /** What one new connection may send. */
    Quota newQuota(long nowNanos) {
      return messages == null ? Quota.UNLIMITED : new TokenBucket(messages, nowNanos);
    }
  }

  /** These settings with other limits. */
  public DeskSettings withLimits(Limits other) {
    return new DeskSettings(outboxBytes, other);
  }
}
