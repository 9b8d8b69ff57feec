package dev.carillon.core.topic;

import org.jspecify.annotations.Nullable;

/** What a {@link ChainTable} holds: it knows its hash and the next one with the same slot. */
abstract class Chained<T extends Chained<T>> {
  final int hash;
  @Nullable T next;

  Chained(int hash) {
    this.hash = hash;
  }
}
