/**
 * What all stores have in common: what a database is, folders that survive and belong to one
 * process and one owner, checksums. Must not know a kind of database.
 */
@NullMarked
package dev.carillon.storage;

import org.jspecify.annotations.NullMarked;
