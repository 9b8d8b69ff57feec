package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Secret;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.machine.MachineCounts;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where the machines of this node live: alone each has a folder; where there are other nodes, all
 * have one database. Made and closed by one thread.
 */
final class Machines implements AutoCloseable {
  /** For each of two machines: one appends, one reads, and one has to do with snapshots. */
  private static final int CONNECTIONS = 6;

  private final Config config;
  private final InstantSource clock;
  private final SharedHome.@Nullable Nodes nodes;

  /**
   * Nothing is opened yet.
   *
   * @param cluster not started yet
   * @param blocking runs what blocks
   */
  Machines(Config config, Cluster cluster, InstantSource clock, Executor blocking) {
    this.config = config;
    this.clock = clock;
    Secret database = config.cluster().database();
    nodes =
        config.cluster().hasOthers() && database != null
            ? new SharedHome.Nodes(pool(database), cluster, blocking, clock)
            : null;
  }

  private static PostgresPool pool(Secret database) {
    return new PostgresPool(PostgresUrl.of(database.reveal()), "carillon-machines", CONNECTIONS);
  }

  /**
   * A machine's home. Blocks.
   *
   * @param folder where it is, if it is in a folder
   */
  MachineHome home(String name, EngineFolder folder, MachineCounts counts) {
    return nodes == null
        ? new FolderHome(name, folder, config, clock, counts)
        : new SharedHome(name, nodes, folder, config, counts);
  }

  /** To be called when all homes are closed. */
  @Override
  public void close() {
    if (nodes != null) {
      nodes.pool().close();
    }
  }
}
