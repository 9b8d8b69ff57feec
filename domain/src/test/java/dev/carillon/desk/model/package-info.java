/** Tests of the figures that the words of the desk work out. */
@NullMarked
package dev.carillon.desk.model;

import org.jspecify.annotations.NullMarked;
