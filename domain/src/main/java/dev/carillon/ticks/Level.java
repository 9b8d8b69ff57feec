package dev.carillon.ticks;

/**
 * What stands at one price of a book.
 *
 * @param price in units of the instrument
 * @param orders how many; 0: not known
 */
public record Level(long price, long quantity, long orders) {}
