package dev.carillon.protocol.phoenix.longpoll;

import dev.carillon.core.limit.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long polling is set up.
 *
 * @param window how long a poll waits for something to say; a session without a poll ends after one
 *     and a half of it
 * @param maxSessions at once, 1 or more
 * @param sessionsPerAddress at once, 1 or more
 * @param newPerAddress how fast one address may open sessions; null: as it likes
 */
public record LongPollSettings(
    Duration window, int maxSessions, int sessionsPerAddress, @Nullable Rate newPerAddress) {

  public static final LongPollSettings DEFAULTS =
      new LongPollSettings(Duration.ofSeconds(10), 10_000, 100, Rate.perMinute(600));

  /** After how long without a poll a session ends. */
  long lifetimeNanos() {
    return window.toNanos() * 3 / 2;
  }
}
