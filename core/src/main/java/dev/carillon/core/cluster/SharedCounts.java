package dev.carillon.core.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts by key over all nodes, such as the connections of each user: exact for this node, of the
 * others what they told last. Any thread.
 */
public final class SharedCounts {
  private final NodeStates states;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> own = new HashMap<>();
  private final Map<String, Map<String, Integer>> others = new HashMap<>();
  private final Map<String, Integer> sums = new HashMap<>();
  private final Set<String> untold = new HashSet<>();

  /**
   * @param kind names these counts among what nodes tell
   * @param blocking runs what waits for the cluster
   */
  public SharedCounts(Cluster cluster, String kind, Executor blocking) {
    states = new NodeStates(cluster, kind, blocking, new Others());
  }

  /** Adds to the count of a key on this node; 0 is the least it can be. */
  public void add(String key, int change) {
    lock.lock();
    try {
      int now = Math.max(0, own.getOrDefault(key, 0) + change);
      set(own, key, now);
      untold.add(key);
    } finally {
      lock.unlock();
    }
  }

  /** The count of a key on all nodes. */
  public int count(String key) {
    lock.lock();
    try {
      return own.getOrDefault(key, 0) + sums.getOrDefault(key, 0);
    } finally {
      lock.unlock();
    }
  }

  /** The count of a key on the other nodes, as they told it last. */
  public int elsewhere(String key) {
    lock.lock();
    try {
      return sums.getOrDefault(key, 0);
    } finally {
      lock.unlock();
    }
  }

  /** How many keys are counted anywhere: what is at 0 takes no room. */
  public int keys() {
    lock.lock();
    try {
      Set<String> keys = new HashSet<>(own.keySet());
      keys.addAll(sums.keySet());
      return keys.size();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the other nodes what changed. To be called about once a second, by one thread. */
  public void tick() {
    Map<String, byte @Nullable []> changes = new HashMap<>();
    lock.lock();
    try {
      for (String key : untold) {
        Integer count = own.get(key);
        changes.put(key, count == null ? null : new NoteWriter(4).putNumber(count).toBytes());
      }
      untold.clear();
    } finally {
      lock.unlock();
    }
    if (!changes.isEmpty()) {
      states.tell(changes);
    }
    states.retry();
  }

  private static void set(Map<String, Integer> counts, String key, int count) {
    if (count == 0) {
      counts.remove(key);
    } else {
      counts.put(key, count);
    }
  }

  /** What the other nodes tell. */
  private final class Others implements NodeStates.Listener {
    @Override
    public void changed(String node, Map<String, byte @Nullable []> changes) {
      lock.lock();
      try {
        Map<String, Integer> counts = others.computeIfAbsent(node, _ -> new HashMap<>());
        changes.forEach((key, bytes) -> change(counts, key, bytes == null ? 0 : read(bytes)));
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void left(String node) {
      lock.lock();
      try {
        Map<String, Integer> counts = others.remove(node);
        if (counts != null) {
          counts.forEach((key, count) -> set(sums, key, sums.getOrDefault(key, 0) - count));
        }
      } finally {
        lock.unlock();
      }
    }

    private void change(Map<String, Integer> counts, String key, int count) {
      int before = counts.getOrDefault(key, 0);
      set(counts, key, count);
      set(sums, key, sums.getOrDefault(key, 0) + count - before);
    }

    private static int read(byte[] bytes) {
      return (int) new NoteReader(bytes).takeNumber();
    }
  }
}
