package dev.carillon.machine;

import java.util.function.Consumer;

/** What waits for a machine. */
sealed interface Waiting<C, A, V> {

  /** Something to be done, and who wants to know what came of it. */
  record Submission<C, A, V>(C command, Consumer<A> asker) implements Waiting<C, A, V> {}

  /** Something to be read. */
  record Reading<C, A, V>(Consumer<V> reader) implements Waiting<C, A, V> {}
}
