/**
 * The Ticks API: the newest prices of instruments on a Phoenix socket, one frame for each socket
 * and window of time. Knows Phoenix channels, API keys and the domain of ticks; must not know other
 * APIs, the wire, storage, or where ticks come from.
 */
@NullMarked
package dev.carillon.api.ticks;

import org.jspecify.annotations.NullMarked;
