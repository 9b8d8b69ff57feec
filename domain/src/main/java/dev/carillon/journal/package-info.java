/**
 * The ports of a journal: records in the order in which they were taken, and snapshots of what they
 * led to. Also the rule of how long both are kept.
 *
 * <p>Records and snapshots are bytes that nobody here looks into. Must not know a market, a desk or
 * a file system.
 */
@NullMarked
package dev.carillon.journal;

import org.jspecify.annotations.NullMarked;
