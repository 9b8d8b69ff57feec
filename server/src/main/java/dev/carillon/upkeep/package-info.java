/**
 * The care of what a server keeps: backups of a data folder, their restoring, and the move of it
 * all into PostgreSQL. Knows the adapters of storage and the ports of journals; must not know
 * settings, nor what the stored things mean.
 */
@NullMarked
package dev.carillon.upkeep;

import org.jspecify.annotations.NullMarked;
