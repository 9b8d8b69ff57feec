/**
 * The Ticks API over HTTP: ticks come in, instruments, access tokens. Knows the board of the Ticks
 * API and HTTP; must not know sockets or storage.
 */
@NullMarked
package dev.carillon.api.ticks.rest;

import org.jspecify.annotations.NullMarked;
