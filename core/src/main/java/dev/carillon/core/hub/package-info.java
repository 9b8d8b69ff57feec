/**
 * Who hears what: subscriptions, one shard per event loop, frames that are encoded once and shared.
 *
 * <p>Knows topics and the bus. Must not know sessions, sockets, JSON or any API.
 */
@NullMarked
package dev.carillon.core.hub;

import org.jspecify.annotations.NullMarked;
