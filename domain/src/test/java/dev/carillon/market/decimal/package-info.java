/** Decimals against the JDK's own. */
@NullMarked
package dev.carillon.market.decimal;

import org.jspecify.annotations.NullMarked;
