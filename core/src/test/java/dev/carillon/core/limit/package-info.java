/** Tests of the limits. */
@NullMarked
package dev.carillon.core.limit;

import org.jspecify.annotations.NullMarked;
