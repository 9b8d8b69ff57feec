/**
 * The wire: listeners, TLS, HTTP and WebSocket over Netty, and the only package that knows Netty.
 *
 * <p>Knows HTTP's requests and routes, sessions, dialects and the hub's frames. Must not know an
 * API, storage, or JSON.
 */
@NullMarked
package dev.carillon.wire;

import org.jspecify.annotations.NullMarked;
