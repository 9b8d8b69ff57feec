/**
 * The nodes of a cluster: who lives, notes between them, and what each tells of itself.
 *
 * <p>Notes are hints: they may be lost, and then everybody hears that some may be. The truth of
 * each kind of state is kept elsewhere and is numbered, so that whoever sees a gap asks it. Must
 * not know what the notes mean.
 */
@NullMarked
package dev.carillon.core.cluster;

import org.jspecify.annotations.NullMarked;
