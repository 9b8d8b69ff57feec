/** Rates and counts that may not be exceeded. Time comes in as a parameter. */
@NullMarked
package dev.carillon.core.limit;

import org.jspecify.annotations.NullMarked;
