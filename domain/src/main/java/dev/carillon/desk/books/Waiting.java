package dev.carillon.desk.books;

/** What a price can set off: a pending order, or the stop loss or take profit of a position. */
public sealed interface Waiting permits PendingOrder, Position {}
