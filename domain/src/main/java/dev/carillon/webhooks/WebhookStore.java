package dev.carillon.webhooks;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks are kept. Port; any thread; every call blocks, and what changed is durable when it
 * returns.
 */
public interface WebhookStore {
  /** How many calls of a webhook are remembered. */
  int ATTEMPTS_KEPT = 100;

  /**
   * Adds one.
   *
   * @return false: the channel has {@code maxOfChannel} already, and nothing was added
   */
  boolean insert(Webhook hook, int maxOfChannel);

  Optional<Webhook> find(String hookId);

  /** By their age. */
  List<Webhook> ofChannel(String channelId);

  /** The outgoing ones that are enabled. */
  List<Webhook> enabled();

  /**
   * Replaces what users choose: the name, the token's hash, the address, the events, the secret.
   * Not the progress.
   */
  void update(Webhook hook);

  /** Replaces the progress because a user switched it on or off. */
  void switched(String hookId, Progress progress);

  /**
   * Replaces the progress after calls, and remembers the last one; what a user switched off
   * meanwhile stays off.
   *
   * @param attempt null: there was none
   */
  void progressed(String hookId, Progress progress, @Nullable Attempt attempt);

  /**
   * Whether a node may send a webhook's events: then no other node may for so long, by the store's
   * clock. Whoever has it may ask again before that ends, and so keeps it.
   *
   * @param node a name that no other node has
   * @param millis 0: others may, from now on
   */
  boolean lease(String hookId, String node, long millis);

  /** Remembers a call that was no event's. */
  void remember(String hookId, Attempt attempt);

  /** Its calls, latest first; the last {@value #ATTEMPTS_KEPT} are known. */
  List<Attempt> attempts(String hookId, int limit);

  /** Forgets a webhook and its calls; false: there was none. */
  boolean delete(String hookId);
}
