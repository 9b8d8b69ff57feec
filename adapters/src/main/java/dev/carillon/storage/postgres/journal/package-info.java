/**
 * Journals in PostgreSQL that several nodes read and one appends to, their snapshots, and the lease
 * that says which node that is. Knows the pool and the journal's ports; must not know what the
 * records mean.
 */
@NullMarked
package dev.carillon.storage.postgres.journal;

import org.jspecify.annotations.NullMarked;
