/**
 * The bytes of a snapshot and of a journaled command: little-endian numbers and texts, written in
 * one order and read in the same. Must not know what they mean.
 */
@NullMarked
package dev.carillon.state;

import org.jspecify.annotations.NullMarked;
