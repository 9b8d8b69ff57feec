/**
 * Who may come in: origins, addresses behind proxies, and how many at once.
 *
 * <p>Knows HTTP's words and rate limits; time and randomness come in as parameters. Must not know a
 * socket library or any API.
 */
@NullMarked
package dev.carillon.gate;

import org.jspecify.annotations.NullMarked;
