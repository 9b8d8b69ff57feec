/** Tests of the matching book. */
@NullMarked
package dev.carillon.market.book;

import org.jspecify.annotations.NullMarked;
