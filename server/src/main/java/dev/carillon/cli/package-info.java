/**
 * The terminal: what the command line asks for and what is printed there.
 *
 * <p>The only package that writes to standard output. Must not know what carries out a command.
 */
@NullMarked
package dev.carillon.cli;

import org.jspecify.annotations.NullMarked;
