package dev.carillon.market.model;

import dev.carillon.market.book.Side;

/**
 * One side of a trade, as its owner sees it.
 *
 * @param side of this owner's order
 * @param fee in 10^-8 of {@code feeCurrency}
 * @param taker whether this owner's order came last
 */
public record Fill(
    Trade trade,
    String owner,
    long orderId,
    Side side,
    long fee,
    String feeCurrency,
    boolean taker) {}
