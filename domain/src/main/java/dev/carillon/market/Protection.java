package dev.carillon.market;

import dev.carillon.market.book.Side;

/** How far from a price an order without one of its own may trade. */
final class Protection {
  private static final int WHOLE = 10_000;

  private Protection() {}

  /** A share of a price, in ticks, without overflow. */
  static long share(long ticks, int bps) {
    return ticks / WHOLE * bps + ticks % WHOLE * bps / WHOLE;
  }

  /** The worst price, in ticks, from {@code ticks} on; at least 1. */
  static long limit(Side side, long ticks, int bps) {
    long share = share(ticks, bps);
    return switch (side) {
      case BUY -> ticks > Long.MAX_VALUE - share ? Long.MAX_VALUE : ticks + share;
      case SELL -> Math.max(1, ticks - share);
    };
  }
}
