/**
 * The Exchange API's JSON: how its values are written, how orders are read, and its errors. What
 * the socket and HTTP say alike is here. Must not know connections, topics or the engine's thread.
 */
@NullMarked
package dev.carillon.api.exchange.format;

import org.jspecify.annotations.NullMarked;
