package dev.carillon.core.cluster;

import java.util.HashMap;
import java.util.Map;

/** Everything on one thread in simulated time, with faults. */
final class SeededWays implements Ways {
  private static final long LEASE_MILLIS = 15_000;

  private final SimulatedTime time;
  private SimulatedFaults faults;
  private final Map<String, SimulatedTime.Lane> up = new HashMap<>();
  private final Map<String, SimulatedTime.Lane> down = new HashMap<>();
  private final Map<String, SimulatedTime.Lane> blocking;

  SeededWays(SimulatedTime time, SimulatedFaults faults, Map<String, SimulatedTime.Lane> blocking) {
    this.time = time;
    this.faults = faults;
    this.blocking = blocking;
  }

  void set(SimulatedFaults faults) {
    this.faults = faults;
  }

  @Override
  public void up(String node, Runnable task) {
    up.computeIfAbsent(node, _ -> time.lane()).execute(task);
  }

  @Override
  public void down(String node, String origin, Runnable task) {
    String way = faults.reorder() ? node + " " + origin : node;
    down.computeIfAbsent(way, _ -> time.lane()).execute(task);
  }

  @Override
  public void whenALeaseHasEnded(Runnable task) {
    time.after(LEASE_MILLIS, task);
  }

  @Override
  public void block(String node) {
    blocking.computeIfAbsent(node, _ -> time.lane()).block();
  }

  @Override
  public Fate fate() {
    if (faults.dropOneIn() > 0 && time.random().nextInt(faults.dropOneIn()) == 0) {
      return Fate.NEVER;
    }
    return faults.doubleOneIn() > 0 && time.random().nextInt(faults.doubleOneIn()) == 0
        ? Fate.TWICE
        : Fate.WELL;
  }

  @Override
  public void stop(String node) {}
}
