/**
 * How the values of the FX desk look in the Desk API, over the socket and over HTTP alike: JSON,
 * errors, ids and requests. Must not know connections, routes, or how orders are filled.
 */
@NullMarked
package dev.carillon.api.desk.format;

import org.jspecify.annotations.NullMarked;
