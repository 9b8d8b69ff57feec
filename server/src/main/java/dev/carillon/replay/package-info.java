/**
 * Runs a bare matching book over a file of commands: for back-testing, and for measuring.
 *
 * <p>Knows the two forms of such files and the lines of the reports. Must not know the engine,
 * money or accounts, and prints nothing.
 */
@NullMarked
package dev.carillon.replay;

import org.jspecify.annotations.NullMarked;
