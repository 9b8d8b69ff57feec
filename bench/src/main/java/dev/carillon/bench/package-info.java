/**
 * Microbenchmarks by JMH. {@code ./carillon bench Name} runs those whose name contains Name.
 *
 * <p>Knows whatever it measures; nobody knows it.
 */
@NullMarked
package dev.carillon.bench;

import org.jspecify.annotations.NullMarked;
