/**
 * What all stores have in common: what a database is, and folders that survive. Must not know a
 * kind of database.
 */
@NullMarked
package dev.carillon.storage;

import org.jspecify.annotations.NullMarked;
