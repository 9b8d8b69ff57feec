/**
 * Webhooks of chat channels as they are kept: who may post by an address, who is called when
 * something happens, how far that came, and when it is tried again.
 *
 * <p>Channels and events are names here. Must not know HTTP, the chat's rules or a database.
 */
@NullMarked
package dev.carillon.webhooks;

import org.jspecify.annotations.NullMarked;
