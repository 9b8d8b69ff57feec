/**
 * Compares the matching book with those of other projects, on commands made for it.
 *
 * <p>Knows the books alone: no engine, no journal, no socket.
 */
@NullMarked
package dev.carillon.bench.book;

import org.jspecify.annotations.NullMarked;
