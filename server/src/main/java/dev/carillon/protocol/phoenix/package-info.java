/**
 * The Phoenix Channels protocol (versions 1 and 2), server side: frames, joins, pushes, replies and
 * the life of channels on a socket. What a channel does is its API's business: see {@link
 * dev.carillon.protocol.phoenix.Channels} for how one is added.
 *
 * <p>Knows the core and JSON. Must not know any API, who users are, HTTP routes or the wire.
 */
@NullMarked
package dev.carillon.protocol.phoenix;

import org.jspecify.annotations.NullMarked;
