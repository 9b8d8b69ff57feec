package dev.carillon.journal;

/**
 * The right to append to a {@link SharedJournal}, as one node sees it: one node has it at a time. A
 * node that does not {@link #renew} it for some seconds loses it, one that dies loses it at once.
 * Port. Any thread; blocks for some seconds at most.
 */
public interface Lease {

  /**
   * Who leads.
   *
   * @param token grows whenever somebody takes the lease
   */
  record Holder(long token, String node) {}

  /**
   * Takes the lease if nobody else has it; whoever has it already takes it anew, with a new token.
   *
   * @return who has it now: this node, or another; with an empty name when that is not known
   * @throws JournalException when nobody can be asked now; then it may be taken all the same, and
   *     nobody will renew it
   */
  Holder take();

  /**
   * Keeps the lease.
   *
   * @return false: it is lost
   * @throws JournalException when nobody can be asked now
   */
  boolean renew(long token);

  /** Gives the lease up, if it is this node's, so that others need not wait. Never throws. */
  void release();
}
