package dev.carillon.core.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Real threads, one for each node; the carrier works on its callers'. Nothing goes wrong. */
final class ThreadWays implements Ways {
  private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();

  @Override
  public void up(String node, Runnable task) {
    task.run();
  }

  @Override
  public void down(String node, String origin, Runnable task) {
    try {
      threads
          .computeIfAbsent(
              node,
              name ->
                  Executors.newSingleThreadExecutor(
                      Thread.ofPlatform().daemon().name("cluster-" + name).factory()))
          .execute(task);
    } catch (RejectedExecutionException _) {
      // The node has stopped.
    }
  }

  @Override
  public void whenALeaseHasEnded(Runnable task) {
    task.run();
  }

  @Override
  public void block(String node) {}

  @Override
  public Fate fate() {
    return Fate.WELL;
  }

  @Override
  public void stop(String node) {
    ExecutorService thread = threads.get(node);
    if (thread != null) {
      thread.shutdown();
    }
  }
}
