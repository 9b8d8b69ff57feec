/** Tests of health and metrics. */
@NullMarked
package dev.carillon.ops;

import org.jspecify.annotations.NullMarked;
