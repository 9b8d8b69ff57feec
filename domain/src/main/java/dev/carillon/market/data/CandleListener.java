package dev.carillon.market.data;

/** Hears of each closed candle, once, in the order of their ends, shorter intervals first. */
@FunctionalInterface
public interface CandleListener {
  /** Called inside {@link Candles}, which it must not call. */
  void closed(Candle candle);
}
