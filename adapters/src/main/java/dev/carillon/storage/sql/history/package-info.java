/**
 * What can be asked later of the exchange and the desk, in SQL that every database of ours
 * understands alike. Knows the ports and the models of the two histories; where their tables are is
 * behind {@link dev.carillon.storage.sql.history.HistoryTables}.
 */
@NullMarked
package dev.carillon.storage.sql.history;

import org.jspecify.annotations.NullMarked;
