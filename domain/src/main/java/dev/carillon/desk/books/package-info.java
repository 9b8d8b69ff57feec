/**
 * What the desk holds: accounts with their positions and orders, and the value of all positions at
 * the newest quotes, kept up with each quote. Must not know what may be done with them, nor who is
 * told.
 */
@NullMarked
package dev.carillon.desk.books;

import org.jspecify.annotations.NullMarked;
