/**
 * A machine on several nodes: each has a replica that does what the shared journal says, and one,
 * the leader, appends to it.
 *
 * <p>Notes between the nodes are hints; what is true stands in the journal. An asker is answered
 * when the replica of its own node does the record with its request. Must not know what the machine
 * is for, nor what a database or Redis is.
 */
@NullMarked
package dev.carillon.machine.replica;

import org.jspecify.annotations.NullMarked;
