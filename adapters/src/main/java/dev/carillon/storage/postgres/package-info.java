/**
 * The stores in PostgreSQL, for several nodes at once: writes of a node share transactions, what
 * must be ordered across nodes is ordered by advisory locks of the transaction, and when the
 * database is away every caller hears so in bounded time.
 *
 * <p>Knows the ports it implements, JDBC, the pool and PostgreSQL. Must not know HTTP, topics or
 * tokens.
 */
@NullMarked
package dev.carillon.storage.postgres;

import org.jspecify.annotations.NullMarked;
