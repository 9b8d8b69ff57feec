/** Tests of the bridge. */
@NullMarked
package dev.carillon.bridge;

import org.jspecify.annotations.NullMarked;
