package dev.carillon.app;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers of connections that no other node and no other life of this one gives, as far as names of
 * nodes differ: the node's number in the upper half, a count in the lower. Any thread.
 */
final class SessionIds {
  private final int node;
  private final AtomicInteger count = new AtomicInteger();

  SessionIds(String node) {
    this.node = numberOf(node);
  }

  /** A node's number, from 1. */
  static int numberOf(String node) {
    return Math.max(1, node.hashCode() & Integer.MAX_VALUE);
  }

  /** The next one; positive. */
  long next() {
    return ((long) node << Integer.SIZE) | Integer.toUnsignedLong(count.incrementAndGet());
  }
}
