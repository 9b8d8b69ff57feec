/**
 * Plays files of trades to a server, at the pace of the file or another.
 *
 * <p>Knows the forms of such files and the route that takes trades from outside; is a client of a
 * server, not a part of one. Must not know a domain type.
 */
@NullMarked
package dev.carillon.replay.trades;

import org.jspecify.annotations.NullMarked;
