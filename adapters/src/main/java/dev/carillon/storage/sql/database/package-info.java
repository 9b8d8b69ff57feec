/**
 * All stores over a writer and readers. Knows which stores there are; must not know which database
 * it is.
 */
@NullMarked
package dev.carillon.storage.sql.database;

import org.jspecify.annotations.NullMarked;
