/** Tests of the bytes of snapshots. */
@NullMarked
package dev.carillon.market.state;

import org.jspecify.annotations.NullMarked;
