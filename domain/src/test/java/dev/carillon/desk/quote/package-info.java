/** Tests of what a desk quote says, and of its arithmetic. */
@NullMarked
package dev.carillon.desk.quote;

import org.jspecify.annotations.NullMarked;
