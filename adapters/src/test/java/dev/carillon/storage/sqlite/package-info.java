/** The stores in SQLite pass the contract suites and survive kill -9. */
@NullMarked
package dev.carillon.storage.sqlite;

import org.jspecify.annotations.NullMarked;
