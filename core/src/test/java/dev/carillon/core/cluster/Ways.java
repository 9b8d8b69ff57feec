package dev.carillon.core.cluster;

/** How things get from the nodes to their carrier and back, and when. */
interface Ways {

  /** Runs what a node asks of the carrier, in the order in which it asks. */
  void up(String node, Runnable task);

  /**
   * Runs what a node hears, on its cluster's thread.
   *
   * @param origin what comes of one origin keeps its order
   */
  void down(String node, String origin, Runnable task);

  /** Runs {@code task} when a lease would have ended. */
  void whenALeaseHasEnded(Runnable task);

  /** A node waits for an answer. */
  void block(String node);

  /** What happens to a thing that arrives. */
  Fate fate();

  /** The node is no more. */
  void stop(String node);

  /** How a thing arrives. */
  enum Fate {
    WELL,
    NEVER,
    TWICE
  }
}
