/**
 * The WebSocket half of the wire: the opening handshake, each connection's link in both directions,
 * its deadlines and its end.
 *
 * <p>Knows sessions, the hub's frames and loops, and frames as bytes. Must not know listeners, how
 * a request was read, who may come in, an API, storage, or JSON.
 */
@NullMarked
package dev.carillon.wire.socket;

import org.jspecify.annotations.NullMarked;
