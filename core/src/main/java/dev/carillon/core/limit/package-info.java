/**
 * Rates and counts that may not be exceeded.
 *
 * <p>Knows nothing else of Carillon. Time comes in as a parameter: nanoseconds are those of {@link
 * System#nanoTime}, milliseconds those since 1970.
 */
@NullMarked
package dev.carillon.core.limit;

import org.jspecify.annotations.NullMarked;
