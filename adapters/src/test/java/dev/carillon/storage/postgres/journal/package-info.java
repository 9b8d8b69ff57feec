@NullMarked
package dev.carillon.storage.postgres.journal;

import org.jspecify.annotations.NullMarked;
