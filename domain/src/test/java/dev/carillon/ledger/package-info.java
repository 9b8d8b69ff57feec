/** Tests of the balances. */
@NullMarked
package dev.carillon.ledger;

import org.jspecify.annotations.NullMarked;
