package dev.carillon.market.model;

import dev.carillon.decimal.Decimal;

/**
 * What is traded against what, and by which rules.
 *
 * @param symbol its name, such as {@code BTC/USDT}
 * @param base the currency that is bought and sold
 * @param quote the currency that it is paid in
 * @param scale how prices and quantities are counted
 * @param limits what an order must keep to
 * @param fees what a trade costs
 * @param fed whether its trades come from outside instead of an order book
 */
public record Pair(
    String symbol, String base, String quote, Scale scale, Limits limits, Fees fees, boolean fed) {

  /** Amounts of all currencies are counted in 10^-8. */
  public static final int AMOUNT_DECIMALS = 8;

  /**
   * How ticks and lots relate to what people write.
   *
   * @param priceDecimals how many decimals a price is written with, 0 to 8
   * @param tickUnits a tick, in units of the last decimal of a price
   * @param lotUnits a lot, in units of 10^-8 of the base currency
   */
  public record Scale(int priceDecimals, long tickUnits, long lotUnits) {
    /**
     * Checks that any price times any quantity is a whole number of 10^-8 of the quote currency.
     *
     * @throws IllegalArgumentException otherwise, or when a part is out of range
     */
    public Scale {
      if (priceDecimals < 0 || priceDecimals > AMOUNT_DECIMALS) {
        throw new IllegalArgumentException(
            "priceDecimals: " + priceDecimals + " (expected: 0.." + AMOUNT_DECIMALS + ")");
      }
      if (tickUnits <= 0 || lotUnits <= 0) {
        throw new IllegalArgumentException(
            "tick and lot: " + tickUnits + ", " + lotUnits + " (expected: positive)");
      }
      if (Math.multiplyExact(tickUnits, lotUnits) % powerOfTen(priceDecimals) != 0) {
        throw new IllegalArgumentException(
            "tick times lot: not a whole number of 10^-8 (tick "
                + tickUnits
                + ", lot "
                + lotUnits
                + ", priceDecimals "
                + priceDecimals
                + ")");
      }
    }

    /** What one lot costs at a price of one tick, in 10^-8 of the quote currency. */
    public long notionalUnits() {
      return tickUnits * lotUnits / powerOfTen(priceDecimals);
    }

    private static long powerOfTen(int exponent) {
      long power = 1;
      for (int i = 0; i < exponent; i++) {
        power *= 10;
      }
      return power;
    }
  }

  /**
   * What an order must keep to.
   *
   * @param maxLots the largest quantity of one order
   * @param minNotional the least price times quantity, in 10^-8 of the quote currency
   * @param bandBps how far a limit price may be from the last trade, in 1/10,000 of it; 0: any
   * @param protectionBps how far from the best price a market order may trade, in 1/10,000 of it
   * @param maxOrders how many live orders an account may have
   */
  public record Limits(
      long maxLots, long minNotional, int bandBps, int protectionBps, int maxOrders) {}

  /** What is kept of what one receives, in 1/10,000. */
  public record Fees(int makerBps, int takerBps) {
    public Fees {
      if (makerBps < 0 || makerBps > 10_000 || takerBps < 0 || takerBps > 10_000) {
        throw new IllegalArgumentException(
            "fees: " + makerBps + ", " + takerBps + " (expected: 0..10000)");
      }
    }

    /** The fee on {@code received} units, rounded up to a unit. Does not overflow. */
    public static long on(long received, int bps) {
      long whole = received / 10_000 * bps;
      return whole + (received % 10_000 * bps + 9_999) / 10_000;
    }
  }

  /** An amount of any currency as people write it. */
  public static String amountText(long units) {
    return Decimal.text(units, AMOUNT_DECIMALS);
  }

  /** A price in ticks as people write it. */
  public String priceText(long ticks) {
    return Decimal.text(ticks * scale.tickUnits(), scale.priceDecimals());
  }

  /** A quantity in lots as people write it. */
  public String quantityText(long lots) {
    return Decimal.text(lots * scale.lotUnits(), AMOUNT_DECIMALS);
  }

  /**
   * What {@code lots} cost at {@code ticks}, in 10^-8 of the quote currency.
   *
   * @return -1: more than a long can say
   */
  public long notional(long ticks, long lots) {
    long high = Math.multiplyHigh(ticks, lots);
    long product = ticks * lots;
    if (high != 0 || product < 0) {
      return -1;
    }
    long unit = scale.notionalUnits();
    return Math.multiplyHigh(product, unit) == 0 && product * unit >= 0 ? product * unit : -1;
  }

  /**
   * What {@code lots} are, in 10^-8 of the base currency.
   *
   * @return -1: more than a long can say
   */
  public long baseUnits(long lots) {
    long units = lots * scale.lotUnits();
    return Math.multiplyHigh(lots, scale.lotUnits()) == 0 && units >= 0 ? units : -1;
  }
}
