package dev.carillon.api.desk.feed;

import java.util.function.Supplier;

/**
 * Looks how a component is: a port, for what this API can't see by itself.
 *
 * @param name as it is shown: database, redis, matching, journal
 * @param look asked about once a second on a thread that may block, but not for long: while one
 *     looks, nothing is told. What it throws counts as DOWN
 */
public record Probe(String name, Supplier<Condition> look) {}
