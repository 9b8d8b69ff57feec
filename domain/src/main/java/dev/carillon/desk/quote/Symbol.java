package dev.carillon.desk.quote;

/**
 * What is traded, with its rules.
 *
 * @param name such as EURUSD
 * @param base the currency that a lot is counted in
 * @param quote the currency of the price
 * @param digits of the price: a point is 10^-digits, 0..8
 */
public record Symbol(
    String name,
    String base,
    String quote,
    int digits,
    Contract contract,
    Costs costs,
    Sessions sessions) {
  /** No price has more points. */
  public static final long MAX_PRICE = 1_000_000_000;

  /** Size times the greatest volume: with the greatest price it can still be counted. */
  private static final long MAX_UNITS = 100_000_000_000L;

  private static final int MAX_DIGITS = 8;

  /**
   * How much a lot is.
   *
   * @param size units of the base currency in a lot, such as 100,000
   * @param minVolume in hundredths of a lot
   * @param volumeStep in hundredths of a lot
   * @param maxVolume of one order, in hundredths of a lot
   * @param marginPercent what is asked for of the usual margin; 100: all of it
   */
  public record Contract(
      long size, long minVolume, long volumeStep, long maxVolume, int marginPercent) {
    /** A lot of 100,000 units, from 0.01 to 100 lots. */
    public static final Contract STANDARD = new Contract(100_000, 1, 1, 10_000, 100);
  }

  /**
   * What trading costs.
   *
   * @param commission cents of the account's currency per lot, at the opening and at the closing
   * @param swapLong hundredths of a point that a BUY position gets each night; negative: it pays
   * @param swapShort the same for a SELL position
   */
  public record Costs(long commission, long swapLong, long swapShort) {
    /** Nothing at all. */
    public static final Costs NONE = new Costs(0, 0, 0);
  }

  public Symbol {
    require(!name.isEmpty(), "name", name, "not empty");
    require(digits >= 0 && digits <= MAX_DIGITS, "digits", digits, "0.." + MAX_DIGITS);
    require(contract.size > 0, "contract size", contract.size, "positive");
    require(contract.minVolume > 0, "least volume", contract.minVolume, "positive");
    require(contract.volumeStep > 0, "volume step", contract.volumeStep, "positive");
    require(
        contract.maxVolume >= contract.minVolume && contract.maxVolume <= MAX_UNITS / contract.size,
        "greatest volume",
        contract.maxVolume,
        "from the least one to " + MAX_UNITS / contract.size);
    require(contract.marginPercent >= 0, "margin rate", contract.marginPercent, "0 or more");
    require(costs.commission >= 0, "commission", costs.commission, "0 or more");
  }

  /** A currency pair such as EURUSD, without costs, always open, a lot of 100,000 units. */
  public static Symbol pair(String name, int digits) {
    return new Symbol(
        name,
        name.substring(0, 3),
        name.substring(3),
        digits,
        Contract.STANDARD,
        Costs.NONE,
        Sessions.ALWAYS);
  }

  /** The same with other costs. */
  public Symbol with(Costs others) {
    return new Symbol(name, base, quote, digits, contract, others, sessions);
  }

  /** The same with another contract. */
  public Symbol with(Contract other) {
    return new Symbol(name, base, quote, digits, other, costs, sessions);
  }

  /** The same with other sessions. */
  public Symbol with(Sessions others) {
    return new Symbol(name, base, quote, digits, contract, costs, others);
  }

  /** Units of the price in its currency: 10^digits. */
  public long pointsPerUnit() {
    long points = 1;
    for (int i = 0; i < digits; i++) {
      points *= 10;
    }
    return points;
  }

  private static void require(boolean holds, String what, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: " + expected + ")");
    }
  }
}
