/**
 * What operators look at: health and metrics.
 *
 * <p>Knows HTTP's routes and a metrics library. Must not know an API, the wire or storage: the
 * wiring hands it what to ask.
 */
@NullMarked
package dev.carillon.ops;

import org.jspecify.annotations.NullMarked;
