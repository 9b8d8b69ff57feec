package dev.carillon.api.chat.hooks;

import dev.carillon.webhooks.WebhookStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Which node sends a webhook's events: whoever has its lease in the store, and as long as it sends,
 * so that they stay in order. One thread at a time for each {@link Line}; blocks.
 */
final class Turns {
  /** Longer than a call takes, even one that begins just before the lease is renewed. */
  private static final long LEASE_MILLIS = 30_000;

  private static final long RENEWAL_MILLIS = 10_000;

  /** How long after another node had it. */
  private static final long PAUSE_MILLIS = 5_000;

  private final WebhookStore hooks;
  private final InstantSource clock;
  private final @Nullable String node;

  /** Whose turn it is. */
  enum Turn {
    /** It is this node's, and has been since it looked how far the webhook is. */
    OURS,
    /** It is this node's from now on: another one may have sent more. */
    NEW,
    /** It is another node's: the line is paused. */
    THEIRS
  }

  /**
   * @param node a name that no other node has; null: there are no others
   */
  Turns(WebhookStore hooks, InstantSource clock, @Nullable String node) {
    this.hooks = hooks;
    this.clock = clock;
    this.node = node;
  }

  /** Takes the turn, if it is not another node's. */
  Turn take(Line line) {
    long now = clock.millis();
    if (node == null || now - line.leasedAtMillis() < RENEWAL_MILLIS) {
      return Turn.OURS;
    }
    boolean had = now - line.leasedAtMillis() < LEASE_MILLIS;
    if (!hooks.lease(line.hookId(), node, LEASE_MILLIS)) {
      line.leasedAt(Line.NEVER);
      line.pauseUntil(now + PAUSE_MILLIS);
      return Turn.THEIRS;
    }
    line.leasedAt(now);
    return had ? Turn.OURS : Turn.NEW;
  }

  /** Lets another node go on at once. */
  void give(Line line) {
    if (node != null && line.leasedAtMillis() != Line.NEVER) {
      boolean _ = hooks.lease(line.hookId(), node, 0);
      line.leasedAt(Line.NEVER);
    }
  }
}
