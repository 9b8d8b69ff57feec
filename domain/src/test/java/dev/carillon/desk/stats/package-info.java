/** Tests of how an account did. */
@NullMarked
package dev.carillon.desk.stats;

import org.jspecify.annotations.NullMarked;
