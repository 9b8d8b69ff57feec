/** Tests of the bytes of snapshots. */
@NullMarked
package dev.carillon.state;

import org.jspecify.annotations.NullMarked;
