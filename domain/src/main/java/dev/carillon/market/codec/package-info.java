/**
 * The bytes of commands in the journal, and of the values that a snapshot shares with them. A
 * version stands first: what was written once can be read for ever.
 */
@NullMarked
package dev.carillon.market.codec;

import org.jspecify.annotations.NullMarked;
