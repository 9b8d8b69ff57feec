/**
 * The Exchange API over HTTP: orders, accounts, market data, and what administrators and feeds do.
 * Knows the engine's face, the market's history and the API's JSON; must not know sockets, topics
 * or storage.
 */
@NullMarked
package dev.carillon.api.exchange.rest;

import org.jspecify.annotations.NullMarked;
