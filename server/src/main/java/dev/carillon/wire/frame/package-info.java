/**
 * RFC 6455 and RFC 7692 as bytes: frames from a client, frames of our own, compression.
 *
 * <p>Knows the reasons for which a connection ends. Must not know Netty, sockets, sessions' work or
 * time.
 */
@NullMarked
package dev.carillon.wire.frame;

import org.jspecify.annotations.NullMarked;
