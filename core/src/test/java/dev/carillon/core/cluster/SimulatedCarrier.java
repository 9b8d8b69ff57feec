package dev.carillon.core.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server between the nodes of a cluster in one process.
 *
 * <p>{@link #plain} is for tests with real threads, where nothing goes wrong but what the test
 * does; {@link #simulated} is for one thread in {@link SimulatedTime}.
 */
public final class SimulatedCarrier {
  final ReentrantLock lock = new ReentrantLock();
  final Ways ways;
  private final Map<String, SimulatedTime.Lane> blocking;
  private final @Nullable SimulatedTime time;

  /** Those whose lease lives. */
  private final Map<String, SimulatedCluster> leases = new LinkedHashMap<>();

  private final Map<String, Map<String, Cluster.Told>> told = new HashMap<>();
  private final List<SimulatedCluster> nodes = new ArrayList<>();
  private boolean away;

  private SimulatedCarrier(
      Ways ways, Map<String, SimulatedTime.Lane> blocking, @Nullable SimulatedTime time) {
    this.ways = ways;
    this.blocking = blocking;
    this.time = time;
  }

  /** One whose nodes have a real thread each. */
  public static SimulatedCarrier plain() {
    return new SimulatedCarrier(new ThreadWays(), Map.of(), null);
  }

  /** One in simulated time. */
  public static SimulatedCarrier simulated(SimulatedTime time, SimulatedFaults faults) {
    Map<String, SimulatedTime.Lane> blocking = new HashMap<>();
    return new SimulatedCarrier(new SeededWays(time, faults, blocking), blocking, time);
  }

  /** Nothing goes wrong by itself any more. */
  public void calm() {
    if (ways instanceof SeededWays seeded) {
      seeded.set(SimulatedFaults.NONE);
    }
  }

  /** A node that has not started yet. Its name is its own. */
  public SimulatedCluster node(String name) {
    SimulatedCluster node = new SimulatedCluster(name, this);
    locked(() -> nodes.add(node));
    return node;
  }

  /** The thread on which a node of a simulated carrier may block. */
  public Executor blocking(String node) {
    if (time == null) {
      throw new IllegalStateException("a plain carrier has no simulated threads");
    }
    return blocking.computeIfAbsent(node, _ -> time.lane());
  }

  /** The carrier is out of everybody's reach until {@link #back}. */
  public void away() {
    locked(() -> {
      away = true;
      nodes.forEach(SimulatedCluster::disconnect);
    });
  }

  /** The carrier can be reached again. */
  public void back() {
    locked(() -> {
      away = false;
      nodes.forEach(SimulatedCluster::reconnect);
    });
  }

  /** Ends a node as by signal 9: nothing comes or goes any more, and its lease ends. */
  public void kill(SimulatedCluster node) {
    locked(() -> {
      node.die();
      ways.whenALeaseHasEnded(() -> locked(() -> expire(node)));
    });
  }

  /** Cuts the way between a node and the carrier, until {@link #rejoin}. */
  public void cutOff(SimulatedCluster node) {
    locked(() -> {
      node.disconnect();
      int connection = node.connection();
      ways.whenALeaseHasEnded(() ->
          locked(() -> {
            if (time != null && !away && node.isCutOff(connection)) {
              expire(node);
            }
          }));
    });
  }

  /** Ends the lease of a node that lives on and soon finds out. */
  public void endLease(SimulatedCluster node) {
    locked(() -> {
      expire(node);
      node.rejoin();
    });
  }

  /** The way between a node and the carrier is there again. */
  public void rejoin(SimulatedCluster node) {
    locked(() -> {
      if (!away) {
        node.reconnect();
      }
    });
  }

  boolean isAway() {
    return away;
  }

  /** A lease begins. Under the lock, as all below. */
  void register(SimulatedCluster node) {
    leases.put(node.self(), node);
    showNodes();
  }

  /** All hear who is there, and what they listen to. */
  void showNodes() {
    forAll(SimulatedCluster::lookAtNodes);
  }

  /** A lease ends, and with it what its node told. */
  void expire(SimulatedCluster node) {
    told.remove(node.self());
    if (leases.remove(node.self()) != null) {
      showNodes();
    }
  }

  Set<String> living() {
    return Set.copyOf(leases.keySet());
  }

  void tell(String node, String kind, Cluster.Told all) {
    told.computeIfAbsent(node, _ -> new HashMap<>()).put(kind, all);
  }

  Cluster.Told told(String node, String kind) {
    return told.getOrDefault(node, Map.of()).getOrDefault(kind, new Cluster.Told(0, Map.of()));
  }

  void forOthers(String origin, Consumer<SimulatedCluster> each) {
    leases
        .values()
        .forEach(node -> {
          if (!node.self().equals(origin)) {
            each.accept(node);
          }
        });
  }

  void forAll(Consumer<SimulatedCluster> each) {
    leases.values().forEach(each);
  }

  void locked(Runnable task) {
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }
}
