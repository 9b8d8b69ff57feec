/**
 * The stores in one SQLite file: one thread writes and commits for many, readers run beside it.
 *
 * <p>Knows the ports it implements, JDBC and SQLite. Must not know HTTP, topics or tokens.
 */
@NullMarked
package dev.carillon.storage.sqlite;

import org.jspecify.annotations.NullMarked;
