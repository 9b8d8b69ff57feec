package dev.carillon.core.cluster;

class SimulatedClusterContractTest extends ClusterContract {
  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private int nodes;

  @Override
  protected Cluster newNode() {
    return carrier.node("n" + nodes++);
  }

  @Override
  protected void interrupt() {
    carrier.away();
    carrier.back();
  }

  @Override
  protected void endLease(Cluster node) {
    carrier.endLease((SimulatedCluster) node);
  }
}
