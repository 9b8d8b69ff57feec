/**
 * Plays files of recorded trades, ticks and quotes to a server, at the pace of the file or another.
 *
 * <p>Knows the forms of such files and the routes that take their data from outside; is a client of
 * a server, not a part of one. Must not know a domain type.
 */
@NullMarked
package dev.carillon.replay.recording;

import org.jspecify.annotations.NullMarked;
