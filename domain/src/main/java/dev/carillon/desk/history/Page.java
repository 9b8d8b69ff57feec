package dev.carillon.desk.history;

import org.jspecify.annotations.Nullable;

/**
 * Which part of an owner's list is asked for, newest first.
 *
 * @param owner whose
 * @param symbol of this symbol alone; null: of all
 * @param before only what has a smaller ticket or id; {@link Long#MAX_VALUE}: from the newest
 * @param limit at most so many
 */
public record Page(String owner, @Nullable String symbol, long before, int limit) {}
