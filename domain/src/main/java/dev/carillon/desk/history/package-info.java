/**
 * What the FX desk did, to be asked later: the port of a projection of the desk's events. The
 * journal is the truth; what is here can be made again from it. Must not know SQL or a thread.
 */
@NullMarked
package dev.carillon.desk.history;

import org.jspecify.annotations.NullMarked;
