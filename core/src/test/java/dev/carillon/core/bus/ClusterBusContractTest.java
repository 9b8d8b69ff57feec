package dev.carillon.core.bus;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.testkit.Await;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

class ClusterBusContractTest extends BusContract {
  private final ExecutorService blocking = Executors.newSingleThreadExecutor();
  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private final SimulatedCluster cluster = carrier.node("alone");

  @Override
  protected Bus newBus() {
    SharedLog log = new SimulatedLog(cluster, new SimulatedLog.Store(10_000));
    ClusterBus bus =
        new ClusterBus(
            cluster,
            log,
            blocking,
            () -> System.nanoTime() / 1_000_000,
            new ClusterBus.Settings(-1, 16 << 20));
    cluster.start();
    bus.tick();
    Await.until(bus::healthy);
    return bus;
  }

  @Override
  protected void settle(Bus bus) {
    Await.until(((ClusterBus) bus)::isSettled);
  }

  @AfterEach
  void stop() {
    cluster.close();
    blocking.shutdown();
  }
}
