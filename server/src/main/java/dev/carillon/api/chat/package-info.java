/**
 * The Chat API: Phoenix channels {@code workspace:{id}} and {@code channel:{id}}.
 *
 * <p>Knows the core, JSON, HTTP requests, the Phoenix protocol and the chat whose rules it shows.
 * Must not know sockets, storage or another API.
 */
@NullMarked
package dev.carillon.api.chat;

import org.jspecify.annotations.NullMarked;
