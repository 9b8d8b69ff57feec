/**
 * The demo world: the users, keys and placeholders that the API documents' examples name.
 *
 * <p>Knows the services of the domain. Must not know HTTP, sockets or storage. Never part of {@code
 * serve}.
 */
@NullMarked
package dev.carillon.demo;

import org.jspecify.annotations.NullMarked;
