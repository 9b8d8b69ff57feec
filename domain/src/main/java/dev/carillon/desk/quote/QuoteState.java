package dev.carillon.desk.quote;

/**
 * The newest quote of a symbol with the figures of its trading day, which ends at 17:00 in New
 * York. Prices in points. The figures of the day are of the bid, as the last price is (FX
 * convention).
 *
 * @param volume quotes of the day
 * @param timeMillis when the quote was made
 * @param close the last bid of the trading day before; 0: it is not known
 * @param stale no quote came for 5 seconds, though the market is open
 * @param version how many quotes there ever were
 */
public record QuoteState(
    Symbol symbol,
    long bid,
    long ask,
    long volume,
    long timeMillis,
    long dayHigh,
    long dayLow,
    long open,
    long close,
    boolean stale,
    long version) {
  private static final long PERCENT_UNITS = 1_000_000;

  /** The last price: the bid. */
  public long last() {
    return bid;
  }

  /** In points. */
  public long spread() {
    return ask - bid;
  }

  /** Last less previous close, in points; 0: that is not known. */
  public long change() {
    return close == 0 ? 0 : bid - close;
  }

  /** The change in percent of the previous close, in 10^-4 percent, half up. */
  public long changePercent() {
    return close == 0 ? 0 : Amounts.ratio(change(), PERCENT_UNITS, close);
  }
}
