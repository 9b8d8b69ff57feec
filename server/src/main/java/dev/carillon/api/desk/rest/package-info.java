/**
 * The Desk API over HTTP: accounts, orders, positions, quotes, and what administrators and feeds
 * do. Knows the desk's face and the API's JSON; must not know sockets, topics or storage.
 */
@NullMarked
package dev.carillon.api.desk.rest;

import org.jspecify.annotations.NullMarked;
