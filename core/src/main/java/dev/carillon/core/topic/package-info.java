/**
 * Names to which one publishes, patterns to which one subscribes, and the index that finds who
 * matches.
 *
 * <p>Knows nothing else of Carillon.
 */
@NullMarked
package dev.carillon.core.topic;

import org.jspecify.annotations.NullMarked;
