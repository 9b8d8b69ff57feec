/**
 * Decimal numbers as whole numbers of their smallest step: read strictly, written plainly. Must not
 * know what is counted: a price, a quantity, an amount.
 */
@NullMarked
package dev.carillon.decimal;

import org.jspecify.annotations.NullMarked;
