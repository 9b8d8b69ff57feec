package dev.carillon.core.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the other nodes have heard what this one said of its interest. For those who make a
 * {@link Cluster}: each saying gets a number that goes with it into the view of all nodes, and who
 * hears a view answers with the number that it has in it. Any thread.
 */
public final class InterestHeard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Long> answered = new HashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long said;

  /** The number that this node has in the newest view; those of the view are to answer. */
  private long shown = -1;

  private Set<String> others = Set.of();

  /** Who wants to know when a saying was heard. */
  private record Waiting(long number, Runnable known) {}

  /**
   * Numbers a saying.
   *
   * @param known run once, when all nodes of the newest view have heard it or a later one
   */
  public long say(Runnable known) {
    lock.lock();
    try {
      said++;
      waiting.add(new Waiting(said, known));
      return said;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a view.
   *
   * @param number what this node has in it
   * @param nodes the others in it
   */
  public void view(long number, Set<String> nodes) {
    run(() -> {
      shown = number;
      others = Set.copyOf(nodes);
      answered.keySet().retainAll(others);
    });
  }

  /** A node has heard a saying, and all before it. */
  public void heard(String node, long number) {
    run(() -> answered.merge(node, number, Math::max));
  }

  private void run(Runnable change) {
    List<Runnable> known = new ArrayList<>();
    lock.lock();
    try {
      change.run();
      long all = shown;
      for (String node : others) {
        all = Math.min(all, answered.getOrDefault(node, -1L));
      }
      while (!waiting.isEmpty() && waiting.getFirst().number() <= all) {
        known.add(waiting.removeFirst().known());
      }
    } finally {
      lock.unlock();
    }
    known.forEach(Runnable::run);
  }
}
