package dev.carillon.core.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one lock of a bus: all that happens to logged publications happens in it. What is to be said
 * to others is said once it is free again, in the same order.
 */
final class BusLock {
  private final ReentrantLock lock = new ReentrantLock();
  private List<Runnable> afterwards = new ArrayList<>();

  <T> T in(Supplier<T> section) {
    List<Runnable> said = List.of();
    lock.lock();
    try {
      return section.get();
    } finally {
      if (lock.getHoldCount() == 1 && !afterwards.isEmpty()) {
        said = afterwards;
        afterwards = new ArrayList<>();
      }
      lock.unlock();
      said.forEach(Runnable::run);
    }
  }

  void run(Runnable section) {
    in(() -> {
      section.run();
      return true;
    });
  }

  /** Runs {@code task} once the lock is free. Inside a section. */
  void afterwards(Runnable task) {
    afterwards.add(task);
  }
}
