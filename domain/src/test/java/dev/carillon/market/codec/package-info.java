/** Tests of the bytes of commands. */
@NullMarked
package dev.carillon.market.codec;

import org.jspecify.annotations.NullMarked;
