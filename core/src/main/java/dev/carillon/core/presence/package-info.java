/**
 * Who is there: entries per topic, joined and left, told as snapshots and coalesced differences.
 *
 * <p>Knows topics and payloads. Must not know sessions but by number, nor how a difference is
 * encoded or sent.
 */
@NullMarked
package dev.carillon.core.presence;

import org.jspecify.annotations.NullMarked;
