package dev.carillon.market.model;

import dev.carillon.market.book.Side;

/**
 * One execution, as everybody may see it.
 *
 * @param id contiguous within its pair, from 1
 * @param price in ticks
 * @param quantity in lots
 * @param side the taker's
 * @param timeMillis milliseconds since 1970
 */
public record Trade(Pair pair, long id, long price, long quantity, Side side, long timeMillis) {}
