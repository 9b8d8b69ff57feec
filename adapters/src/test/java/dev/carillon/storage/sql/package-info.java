/** One writer for many, whatever the database. */
@NullMarked
package dev.carillon.storage.sql;

import org.jspecify.annotations.NullMarked;
