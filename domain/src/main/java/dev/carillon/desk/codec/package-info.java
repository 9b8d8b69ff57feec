/**
 * The bytes of the desk's commands in the journal, and of the values that a snapshot shares with
 * them. A version stands first: what was written once can be read for ever.
 */
@NullMarked
package dev.carillon.desk.codec;

import org.jspecify.annotations.NullMarked;
