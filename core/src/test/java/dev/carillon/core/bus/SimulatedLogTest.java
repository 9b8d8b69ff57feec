package dev.carillon.core.bus;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;

class SimulatedLogTest extends SharedLogContract {
  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private final SimulatedLog.Store store = new SimulatedLog.Store(10_000);
  private int nodes;

  @Override
  protected Node newNode() {
    SimulatedCluster cluster = carrier.node("n" + nodes++);
    return new Node(cluster, new SimulatedLog(cluster, store));
  }

  @Override
  protected void loseEverything() {
    store.loseAll();
  }
}
