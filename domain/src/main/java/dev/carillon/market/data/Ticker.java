package dev.carillon.market.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The last 24 hours of one pair. Prices are in ticks.
 *
 * @param last the price of the last trade, however old
 * @param reference the price 24 hours ago: that of the last trade until then, or of the first after
 * @param high of the window; the last price when nothing was traded in it
 * @param low of the window; the last price when nothing was traded in it
 * @param lots traded in the window, of the base currency
 * @param quoteUnits traded in the window, of the quote currency, exact; stands still at {@link
 *     Long#MAX_VALUE}
 * @param timeMillis when it was so
 */
public record Ticker(
    long last, long reference, long high, long low, long lots, long quoteUnits, long timeMillis) {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** How much the price rose in 24 hours; negative when it fell. */
  public long change() {
    return last - reference;
  }

  /** The change in hundredths of a percent of the reference, rounded half up by its size. */
  public long changePercentHundredths() {
    return BigDecimal.valueOf(change())
        .movePointRight(4)
        .divide(BigDecimal.valueOf(reference), 0, RoundingMode.HALF_UP)
        .toBigInteger()
        .min(MAX)
        .longValueExact();
  }
}
