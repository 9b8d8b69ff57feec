/**
 * The wire: how sockets are served, the event loops that own them, TLS; and the seam between its
 * two halves, {@code wire.http} and {@code wire.socket}, which do not know each other.
 *
 * <p>This package and those below it alone know Netty. It knows sessions and dialects by name. Must
 * not know its halves, an API, storage, or JSON.
 */
@NullMarked
package dev.carillon.wire;

import org.jspecify.annotations.NullMarked;
