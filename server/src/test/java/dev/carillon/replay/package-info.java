/** Tests of the book's replay. */
@NullMarked
package dev.carillon.replay;

import org.jspecify.annotations.NullMarked;
