/**
 * Three nodes of the server on this machine, with a Redis and a PostgreSQL of their own, for people
 * who want to see what happens when one is killed: {@code ./carillon cluster-demo}.
 *
 * <p>Knows how processes are started and ended, and the settings that nodes share. Must not know
 * how the server works: its nodes are run by a command that is given.
 */
@NullMarked
package dev.carillon.nodes;

import org.jspecify.annotations.NullMarked;
