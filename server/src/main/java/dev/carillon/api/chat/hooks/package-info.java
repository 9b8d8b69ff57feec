/**
 * Webhooks of the Chat API: what happens in a channel is sent to the addresses that want to know,
 * signed, in order, and again until it is taken.
 *
 * <p>Knows the chat's events and their JSON, and where webhooks are kept. The queue of a webhook is
 * the channel's own log of events, so nothing is kept twice. Must not know the sockets, routes or
 * storage.
 */
@NullMarked
package dev.carillon.api.chat.hooks;

import org.jspecify.annotations.NullMarked;
