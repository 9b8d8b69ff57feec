/** Tests of the Ticks API: the document's bytes, the rows of the contract, windows. */
@NullMarked
package dev.carillon.api.ticks;

import org.jspecify.annotations.NullMarked;
