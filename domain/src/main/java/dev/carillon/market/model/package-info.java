/**
 * The words of an exchange: pairs and their rules, what may be asked of the engine, what it answers
 * and what happens. Values only; must not know how orders are matched, stored or shown.
 *
 * <p>Units: prices in ticks and quantities in lots of their pair, amounts of a currency in 10^-8,
 * time in milliseconds since 1970.
 */
@NullMarked
package dev.carillon.market.model;

import org.jspecify.annotations.NullMarked;
