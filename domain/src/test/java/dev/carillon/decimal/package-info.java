/** Decimals against the JDK's own. */
@NullMarked
package dev.carillon.decimal;

import org.jspecify.annotations.NullMarked;
