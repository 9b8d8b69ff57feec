package dev.carillon.desk;

/** What a price can set off: a pending order, or the stop loss or take profit of a position. */
sealed interface Waiting permits PendingOrder, Position {}
