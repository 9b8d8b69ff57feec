package dev.carillon.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What currencies are worth in one of them, the reference: each is drawn to an anchor, which itself
 * wanders around the currency's home, all with a common part and with times that are calmer or
 * wilder. The price of a pair is the quotient of two of them, so pairs agree; a cross, a pair
 * without the reference, strays a little from it. Not for several threads.
 *
 * <p>Uses no function of {@link Math} whose last bit may differ between machines.
 */
public final class FairPrices {
  private static final double DAY = 86_400;

  /** Half lives, in seconds, as rates. */
  private static final double TO_ANCHOR = 0.693 / 2_400;

  private static final double TO_HOME = 0.693 / (2 * DAY);
  private static final double TO_CALM = 0.693 / 1_800;
  private static final double TO_PARITY = 0.693 / 60;

  private static final double MOOD_DEVIATION = 0.5;
  private static final double BASIS_DEVIATION = 0.0001;
  private static final double MOST_BASIS = 0.01;

  private final String reference;
  private final double common;
  private final double own;
  private final Map<String, Worth> worths = new LinkedHashMap<>();

  /** How far each cross has strayed, as a logarithm. */
  private final Map<String, Double> bases = new LinkedHashMap<>();

  private double mood;

  /**
   * A currency.
   *
   * @param price its home, in the reference
   * @param perDay the deviation of its price in a day, as a part of it
   */
  public record Currency(String name, double price, double perDay) {}

  /** Logarithms of prices. */
  private static final class Worth {
    private final double home;
    private final double perDay;
    private double anchor;
    private double value;

    private Worth(Currency currency) {
      perDay = currency.perDay();
      home = StrictMath.log(currency.price());
      anchor = home;
      value = home;
    }

    private void advance(double seconds, double shock, double drift) {
      double deviation = perDay * StrictMath.sqrt(seconds / DAY);
      anchor += TO_HOME * (home - anchor) * seconds + 0.5 * deviation * drift;
      value += TO_ANCHOR * (anchor - value) * seconds + deviation * shock;
    }
  }

  /**
   * All at home.
   *
   * @param common which part of their movement is the same, 0 to 1
   * @param crosses pairs without the reference, base and quote together, such as ETHBTC
   */
  public FairPrices(
      String reference, double common, List<Currency> currencies, List<String> crosses) {
    this.reference = reference;
    this.common = common;
    own = StrictMath.sqrt(1 - common * common);
    currencies.forEach(currency -> worths.put(currency.name(), new Worth(currency)));
    crosses.forEach(cross -> bases.put(cross, 0.0));
  }

  /** Time passes. At most some tens of seconds at once. */
  public void advance(double seconds, RandomGenerator random) {
    double root = StrictMath.sqrt(2 * TO_CALM * seconds);
    mood += -TO_CALM * mood * seconds + MOOD_DEVIATION * root * random.nextGaussian();
    double reversion = Math.min(1, TO_PARITY * seconds);
    bases.replaceAll((_, basis) ->
        basis
            - reversion * basis
            + BASIS_DEVIATION * StrictMath.sqrt(2 * reversion) * random.nextGaussian());
    double all = random.nextGaussian();
    for (Worth worth : worths.values()) {
      double shock = common * all + own * random.nextGaussian();
      worth.advance(seconds, activity() * shock, random.nextGaussian());
    }
  }

  /** How wild it is: about 1, from 1/3 to 3. */
  public double activity() {
    return Math.clamp(StrictMath.exp(mood), 1 / 3.0, 3);
  }

  /** The fair price of one {@code base}. */
  public double of(String base, String quote) {
    return StrictMath.exp(log(base) - log(quote) + bases.getOrDefault(base + quote, 0.0));
  }

  /** What was traded last: goes on from there. Pairs with the reference first, then crosses. */
  public void set(String base, String quote, double price) {
    double log = StrictMath.log(price);
    if (quote.equals(reference)) {
      set(base, log);
    } else if (base.equals(reference)) {
      set(quote, -log);
    } else {
      double basis = Math.clamp(log - log(base) + log(quote), -MOST_BASIS, MOST_BASIS);
      bases.replace(base + quote, basis);
    }
  }

  private void set(String currency, double log) {
    Worth worth = worths.get(currency);
    if (worth != null) {
      worth.value = log;
      worth.anchor = log;
    }
  }

  private double log(String currency) {
    Worth worth = worths.get(currency);
    return worth == null ? 0 : worth.value;
  }
}
