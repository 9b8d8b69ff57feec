/**
 * The exchange's engine at work: one thread that takes commands from a queue, journals them,
 * applies them and tells what happened. Must not know sockets, HTTP, JSON or an API.
 */
@NullMarked
package dev.carillon.engine;

import org.jspecify.annotations.NullMarked;
