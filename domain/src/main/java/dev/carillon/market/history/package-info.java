/**
 * What the exchange did, to be asked later: the port of a projection of the engine's events. The
 * journal is the truth; what is here can be made again from it. Must not know SQL or a thread.
 */
@NullMarked
package dev.carillon.market.history;

import org.jspecify.annotations.NullMarked;
