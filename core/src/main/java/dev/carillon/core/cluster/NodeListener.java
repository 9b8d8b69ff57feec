package dev.carillon.core.cluster;

/** Hears of the other nodes. On the cluster's thread; must not block. */
public interface NodeListener {

  /** A node is there; its notes come from now on, and what it told of itself can be asked. */
  default void joined(String node) {}

  /**
   * A node is no more: it left, or its lease ended. Only in the second case it may join again under
   * that name; then it is as new, and is asked anew what it tells of itself.
   */
  default void left(String node) {}

  /**
   * Notes may have been lost, of any node and any subject: whoever goes by notes asks the truth
   * again. Also called after the way to the others was interrupted, once it is there again.
   */
  void missed();
}
