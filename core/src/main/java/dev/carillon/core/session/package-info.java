/**
 * One connection of one client: what the wire hands to an API and what an API may do with it.
 *
 * <p>Knows the hub's frames, limits and principals. Must not know a socket library, JSON, or any
 * API.
 */
@NullMarked
package dev.carillon.core.session;

import org.jspecify.annotations.NullMarked;
