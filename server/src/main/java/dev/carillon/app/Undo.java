package dev.carillon.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What to take back, newest first, when a start fails half-way. One thread. */
final class Undo implements AutoCloseable {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  void with(Runnable step) {
    steps.push(step);
  }

  /** The start succeeded: nothing is taken back. */
  void forget() {
    steps.clear();
  }

  /** Does all steps, even if some of them fail; throws what the first of these threw. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!steps.isEmpty()) {
      failure = attempt(steps.pop(), failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException attempt(
      Runnable step, @Nullable RuntimeException earlier) {
    try {
      step.run();
      return earlier;
    } catch (RuntimeException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
