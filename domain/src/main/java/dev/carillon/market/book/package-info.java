/**
 * The matching book of one pair: price-time priority over ticks and lots.
 *
 * <p>{@link dev.carillon.market.book.OrderBook} is the way in, {@link
 * dev.carillon.market.book.BookListener} hears what happens. Knows orders, prices and quantities as
 * whole numbers, and owners as numbers. Must not know money, accounts, symbols, time, threads or
 * storage.
 */
@NullMarked
package dev.carillon.market.book;

import org.jspecify.annotations.NullMarked;
