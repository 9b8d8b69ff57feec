/**
 * Who has how much of what: balances with holds, in exact units. Must not know markets, orders or
 * trades, nor clocks and threads.
 */
@NullMarked
package dev.carillon.ledger;

import org.jspecify.annotations.NullMarked;
