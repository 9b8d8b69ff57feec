/**
 * The way of what a machine does into a history that can be asked later, on a thread of its own.
 * Must not know what the machine is for, nor where the history is kept.
 */
@NullMarked
package dev.carillon.machine.history;

import org.jspecify.annotations.NullMarked;
