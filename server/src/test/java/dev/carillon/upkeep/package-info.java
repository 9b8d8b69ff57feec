/** Tests of backups and of what they refuse. */
@NullMarked
package dev.carillon.upkeep;

import org.jspecify.annotations.NullMarked;
