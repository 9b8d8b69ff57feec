/**
 * The demo's exchange: its pairs, and the simulated participants that quote and trade in them.
 *
 * <p>The participants are owners like any other: they know the engine's commands, answers and what
 * may be read of it. Must not know sockets, HTTP, storage or an API.
 */
@NullMarked
package dev.carillon.demo.market;

import org.jspecify.annotations.NullMarked;
