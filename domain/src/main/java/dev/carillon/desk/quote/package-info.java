/**
 * What is traded and what it costs now: symbols and their sessions, quotes with the figures of
 * their trading day, and the arithmetic of amounts. Must not know accounts and orders.
 *
 * <p>Units: prices in points of their symbol (10^-digits), volumes in hundredths of a lot, money in
 * cents of the account's currency, time in milliseconds since 1970.
 */
@NullMarked
package dev.carillon.desk.quote;

import org.jspecify.annotations.NullMarked;
