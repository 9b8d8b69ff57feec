/** The stores in PostgreSQL pass the contract suites, with several nodes and with faults. */
@NullMarked
package dev.carillon.storage.postgres;

import org.jspecify.annotations.NullMarked;
