/**
 * The HTTP half of the wire: listeners, PROXY headers, requests and their time limits, the switch
 * to WebSockets, and the drain.
 *
 * <p>Knows HTTP's requests and routes, who may come in, and that dialects admit handshakes. Must
 * not know a WebSocket frame, an open session, an API, storage, or JSON.
 */
@NullMarked
package dev.carillon.wire.http;

import org.jspecify.annotations.NullMarked;
