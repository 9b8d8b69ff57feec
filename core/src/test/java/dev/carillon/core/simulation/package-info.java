/** Whole nodes with their clients on one thread, under faults by seed. */
@NullMarked
package dev.carillon.core.simulation;

import org.jspecify.annotations.NullMarked;
