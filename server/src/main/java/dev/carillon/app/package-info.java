/**
 * Puts the parts together: the configuration, the wiring, the start and the end of the process.
 *
 * <p>The only package that sees every other; none sees it.
 */
@NullMarked
package dev.carillon.app;

import org.jspecify.annotations.NullMarked;
