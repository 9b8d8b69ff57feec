/**
 * What all stores have in common: folders that survive. Must not know what is kept, nor a database.
 */
@NullMarked
package dev.carillon.storage;

import org.jspecify.annotations.NullMarked;
