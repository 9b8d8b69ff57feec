/**
 * What the stores of all SQL databases have in common: their statements and rows, one writer that
 * commits for many, and the two ports behind which the databases differ.
 *
 * <p>Knows JDBC, the ports of identity, messages and webhooks, and SQL that every database of ours
 * understands alike. Must not know which database it is, HTTP, topics or tokens.
 */
@NullMarked
package dev.carillon.storage.sql;

import org.jspecify.annotations.NullMarked;
