/** Tests of the engine, with what they share. */
@NullMarked
package dev.carillon.market;

import org.jspecify.annotations.NullMarked;
