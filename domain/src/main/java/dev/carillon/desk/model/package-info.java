/**
 * The words of an FX desk: accounts, orders, positions and deals, what may be asked of the desk,
 * what it answers and what happens. Values only; must not know how orders are filled, valued,
 * stored or shown.
 *
 * <p>Units: prices in points of their symbol (10^-digits), volumes in hundredths of a lot, money in
 * cents of the account's currency, time in milliseconds since 1970.
 */
@NullMarked
package dev.carillon.desk.model;

import org.jspecify.annotations.NullMarked;
