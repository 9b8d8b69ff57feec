package dev.carillon.core.simulation;

import dev.carillon.testkit.Seeds;
import java.util.random.RandomGenerator;

/**
 * Nodes, their carrier and clients that recover, on one thread, under all faults there are: of a
 * topic there is one order, nothing comes twice, nobody lacks an event without being told, and all
 * comes to rest.
 */
class ClusterSimulationTest {

  @Seeds(500)
  void whateverHappensClientsHaveEverythingOnceOrAreTold(RandomGenerator random) {
    World world = new World(random);

    world.live(60);
    world.calmDown();

    world.check();
  }
}
