package dev.carillon.machine.replica;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.journal.Lease;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.MachinePorts;
import java.util.concurrent.Executor;

/**
 * What a replica needs of the world.
 *
 * @param lease of the journal
 * @param cluster not started yet
 * @param blocking runs what blocks, three things at once; must outlive the replica
 */
public record ReplicaPorts(
    MachinePorts<SharedJournal> machine, Lease lease, Cluster cluster, Executor blocking) {}
