package dev.carillon.app;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread that makes and writes a machine's snapshots. Any thread. */
final class SnapshotThread implements Executor, AutoCloseable {
  private final ExecutorService thread;

  SnapshotThread(String machine) {
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("carillon-" + machine + "-snapshot").factory());
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Blocks until what it has begun is done. */
  @Override
  public void close() {
    thread.close();
  }
}
