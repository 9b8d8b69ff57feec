/** What every cluster must do. */
@NullMarked
package dev.carillon.core.cluster;

import org.jspecify.annotations.NullMarked;
