/** Tests of presence. */
@NullMarked
package dev.carillon.core.presence;

import org.jspecify.annotations.NullMarked;
