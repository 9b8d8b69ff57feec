package dev.carillon.api.topics;

import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the Topics API is set up.
 *
 * @param policy who may do what
 * @param authTimeout how long a connection may stay without having logged in
 * @param outboxBytes how many bytes may wait for a connection before its reader is too slow
 * @param limits what a client may use
 * @param maxContentChars how long the content of a stored message may be, in characters
 */
public record TopicsSettings(
    AccessPolicy policy,
    Duration authTimeout,
    int outboxBytes,
    Limits limits,
    int maxContentChars) {

  /** The document's and the contract's defaults. */
  public static final TopicsSettings DEFAULTS =
      new TopicsSettings(
          AccessPolicy.strict(), Duration.ofSeconds(10), 1 << 20, Limits.DEFAULTS, 4_000);

  /**
   * What a client may use.
   *
   * @param connectionsPerUser at once, 1 or more
   * @param subscriptions of one connection at once, 1 or more
   * @param perConnection how fast one connection may send; null: as it likes
   * @param perUser how fast all connections of one user together may send; null: as they like
   */
  public record Limits(
      int connectionsPerUser,
      int subscriptions,
      @Nullable Rate perConnection,
      @Nullable Rate perUser) {

    public static final Limits DEFAULTS =
        new Limits(
            100,
            1_000,
            Rate.of(100, Duration.ofSeconds(1), 200),
            Rate.of(500, Duration.ofSeconds(1), 1_000));

    /** None at all, for load tests. */
    public static final Limits OFF = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, null, null);

    /** What one new connection may send. */
    Quota newQuota(long nowNanos) {
      return perConnection == null ? Quota.UNLIMITED : new TokenBucket(perConnection, nowNanos);
    }
  }

  /** These settings under another policy. */
  public TopicsSettings withPolicy(AccessPolicy other) {
    return new TopicsSettings(other, authTimeout, outboxBytes, limits, maxContentChars);
  }

  /** These settings with other limits. */
  public TopicsSettings withLimits(Limits other) {
    return new TopicsSettings(policy, authTimeout, outboxBytes, other, maxContentChars);
  }
}
