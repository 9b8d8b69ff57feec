package dev.carillon.app;

import java.util.ArrayDeque;
import java.util.Deque;

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

  @Override
  public void close() {
    steps.forEach(Runnable::run);
    steps.clear();
  }
}
