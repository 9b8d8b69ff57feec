/**
 * The way of a publication between nodes, and the order all of them see it in.
 *
 * <p>Knows topics and what is published. {@link dev.carillon.core.bus.LocalBus} is the one-node
 * case.
 */
@NullMarked
package dev.carillon.core.bus;

import org.jspecify.annotations.NullMarked;
