/**
 * What all tests share: properties over random seeds, a clock and a loop moved by hand, recorders.
 */
@NullMarked
package dev.carillon.testkit;

import org.jspecify.annotations.NullMarked;
