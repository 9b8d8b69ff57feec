package dev.carillon.market.data;

/** All that is shown at one price of a book. */
public record BookLevel(long priceTicks, long lots) {}
