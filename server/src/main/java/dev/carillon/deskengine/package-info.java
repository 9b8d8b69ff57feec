/**
 * The FX desk at work: one thread that takes commands from a queue, journals them, applies them and
 * tells what happened. Must not know sockets, HTTP, JSON or an API.
 */
@NullMarked
package dev.carillon.deskengine;

import org.jspecify.annotations.NullMarked;
