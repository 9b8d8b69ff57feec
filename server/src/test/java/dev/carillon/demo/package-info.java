/** Tests of the demo world. */
@NullMarked
package dev.carillon.demo;

import org.jspecify.annotations.NullMarked;
