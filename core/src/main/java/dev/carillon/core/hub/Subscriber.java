package dev.carillon.core.hub;

/**
 * Who listens: one connection, as its shard sees it. A session's outbox is one. Confined to its
 * event loop.
 */
public abstract class Subscriber {
  /** The shard's notes for the turn it is in. */
  int turn;

  int slot;

  /** The id of its session, which publications may leave out. */
  protected abstract long sessionId();

  /** Whether compressed frames may be sent. */
  protected abstract boolean deflates();

  /** What waits to be sent, in bytes. */
  protected abstract long backlogBytes();

  /** Whether its reader can't keep up, so that what may be left out is left out. */
  protected abstract boolean isBehind();

  /**
   * Sends a batch, or ends the connection when too much waits already.
   *
   * @param last whether nothing more follows in this turn, so that it leaves at once
   */
  protected abstract void send(SharedFrames batch, boolean last);

  /** Keeps {@code frame} in place of an older one with the same key until the reader catches up. */
  protected abstract void keepLatest(Subscription subscription, Object key, Frame frame);

  /**
   * Notes that {@code subscription} missed something, and asks for a resync once the reader catches
   * up.
   */
  protected abstract void missed(Subscription subscription);
}
