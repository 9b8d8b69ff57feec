/** Tests of playing files of trades. */
@NullMarked
package dev.carillon.replay.trades;

import org.jspecify.annotations.NullMarked;
