package dev.carillon.ticks;

/**
 * What is known of an instrument. Immutable.
 *
 * @param version 1 after the first tick, and one more after each
 */
public record TickState(long version, Tick last, Day day, Depth depth) {}
