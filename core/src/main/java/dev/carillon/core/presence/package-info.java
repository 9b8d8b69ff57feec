/**
 * Who is there: entries per topic, joined and left, told as snapshots and coalesced differences.
 *
 * <p>Knows topics. Must not know sessions or how a difference is encoded.
 */
@NullMarked
package dev.carillon.core.presence;

import org.jspecify.annotations.NullMarked;
