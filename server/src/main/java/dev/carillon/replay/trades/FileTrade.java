package dev.carillon.replay.trades;

/**
 * One trade of a file.
 *
 * @param line where it stands, from 1
 * @param timeMillis milliseconds since 1970
 * @param price above 0, plain, without needless zeros; so is the quantity
 * @param buy whether the taker bought
 */
record FileTrade(long line, long timeMillis, String price, String quantity, boolean buy) {}
