/**
 * A deterministic machine at work: one thread that takes commands from a queue, journals them,
 * applies them and tells what happened; and how a start brings the machine back to where its
 * journal ends. Must not know what the machine is for: a market, a desk.
 */
@NullMarked
package dev.carillon.machine;

import org.jspecify.annotations.NullMarked;
