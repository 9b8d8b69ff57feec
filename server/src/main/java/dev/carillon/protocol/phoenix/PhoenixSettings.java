package dev.carillon.protocol.phoenix;

import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Phoenix sockets are set up.
 *
 * @param maxChannels joined at once on one socket, 1 or more
 * @param outboxBytes how many bytes may wait for a socket before its reader is too slow
 * @param maxWaiting how many messages may wait for one channel that is busy
 * @param maxWaitingBytes how many bytes may wait for all busy channels of a socket together
 * @param answerTimeout so long an API may take to answer a join, or a push that others wait for;
 *     then the client gets an error
 * @param perSocket how fast one socket may send; null: as it likes
 * @param refusalHold how long a connect that is refused waits for being told so: some clients come
 *     back without a pause
 */
public record PhoenixSettings(
    int maxChannels,
    int outboxBytes,
    int maxWaiting,
    int maxWaitingBytes,
    Duration answerTimeout,
    @Nullable Rate perSocket,
    Duration refusalHold) {

  public static final PhoenixSettings DEFAULTS =
      new PhoenixSettings(
          100,
          1 << 20,
          256,
          1 << 20,
          Duration.ofSeconds(30),
          Rate.of(100, Duration.ofSeconds(1), 200));

  /** Who is refused waits two seconds. */
  public PhoenixSettings(
      int maxChannels,
      int outboxBytes,
      int maxWaiting,
      int maxWaitingBytes,
      Duration answerTimeout,
      @Nullable Rate perSocket) {
    this(
        maxChannels,
        outboxBytes,
        maxWaiting,
        maxWaitingBytes,
        answerTimeout,
        perSocket,
        Duration.ofSeconds(2));
  }

  /** These with another one. */
  public PhoenixSettings withRefusalHold(Duration hold) {
    return new PhoenixSettings(
        maxChannels, outboxBytes, maxWaiting, maxWaitingBytes, answerTimeout, perSocket, hold);
  }

  /** What one new socket may send. */
  Quota newQuota(long nowNanos) {
    return perSocket == null ? Quota.UNLIMITED : new TokenBucket(perSocket, nowNanos);
  }
}
