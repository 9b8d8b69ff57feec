package dev.carillon.market.data;

/**
 * What was traded in one interval.
 *
 * @param openTime its first millisecond
 * @param closeTime its last millisecond
 * @param closed whether its time is over: then it never changes
 */
public record Candle(
    Interval interval,
    long openTime,
    long closeTime,
    Prices prices,
    Volume volume,
    boolean closed) {

  /** In ticks. Where nothing was traded, all four are the close of the candle before. */
  public record Prices(long open, long high, long low, long close) {}

  /**
   * How much was traded.
   *
   * @param lots of the base currency
   * @param quoteUnits of the quote currency, exact; stands still at {@link Long#MAX_VALUE}
   * @param trades how many
   */
  public record Volume(long lots, long quoteUnits, long trades) {}
}
