package dev.carillon.storage.sql;

/**
 * Hears of each commit, for metrics. Called by the writing thread: must be quick, must not throw.
 */
@FunctionalInterface
public interface CommitListener {
  CommitListener NONE = (_, _, _) -> {};

  /**
   * A transaction is durable.
   *
   * @param writes how many callers shared it
   * @param nanos from its begin to the end of its commit
   * @param waiting how many writes came in meanwhile and wait for the next one
   */
  void committed(int writes, long nanos, int waiting);
}
