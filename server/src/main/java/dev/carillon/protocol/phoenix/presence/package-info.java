/**
 * Phoenix Presence: who is on a channel, as {@code presence_state} and {@code presence_diff}.
 *
 * <p>Knows the core's presence and a channel's way to its client. Must not know any API, nor how
 * frames are written.
 */
@NullMarked
package dev.carillon.protocol.phoenix.presence;

import org.jspecify.annotations.NullMarked;
