/**
 * What all stores have in common: the bytes of values that are kept as one, and folders that
 * survive.
 *
 * <p>Knows the domain's values. Must not know a database.
 */
@NullMarked
package dev.carillon.storage;

import org.jspecify.annotations.NullMarked;
