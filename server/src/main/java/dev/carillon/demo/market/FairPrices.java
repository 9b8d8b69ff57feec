package dev.carillon.demo.market;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the currencies are worth, in USDT: each is drawn to an anchor, which itself wanders around
 * the currency's home, all with a common part and with times that are calmer or wilder. The price
 * of a pair is the quotient of two of them, so pairs agree. Not for several threads.
 *
 * <p>Uses no function of {@link Math} whose last bit may differ between machines.
 */
final class FairPrices {
  private static final double DAY = 86_400;

  /** Half lives, in seconds, as rates. */
  private static final double TO_ANCHOR = 0.693 / 2_400;

  private static final double TO_HOME = 0.693 / (2 * DAY);
  private static final double TO_CALM = 0.693 / 1_800;
  private static final double TO_PARITY = 0.693 / 60;

  private static final double MOOD_DEVIATION = 0.5;
  private static final double BASIS_DEVIATION = 0.0001;
  private static final double COMMON = 0.75;
  private static final double OWN = StrictMath.sqrt(1 - COMMON * COMMON);

  private final List<Worth> worths =
      List.of(
          new Worth("BTC", 45_678.9, 0.020),
          new Worth("ETH", 2_400, 0.025),
          new Worth("SOL", 98, 0.033));

  private double mood;
  private double basis;

  /** One currency; logarithms of prices in USDT. {@code perDay} is its deviation in a day. */
  private static final class Worth {
    private final String currency;
    private final double home;
    private final double perDay;
    private double anchor;
    private double value;

    private Worth(String currency, double price, double perDay) {
      this.currency = currency;
      this.perDay = perDay;
      home = StrictMath.log(price);
      anchor = home;
      value = home;
    }

    private void advance(double seconds, double shock, double drift) {
      double deviation = perDay * StrictMath.sqrt(seconds / DAY);
      anchor += TO_HOME * (home - anchor) * seconds + 0.5 * deviation * drift;
      value += TO_ANCHOR * (anchor - value) * seconds + deviation * shock;
    }
  }

  /** Time passes. At most some tens of seconds at once. */
  void advance(double seconds, RandomGenerator random) {
    double root = StrictMath.sqrt(2 * TO_CALM * seconds);
    mood += -TO_CALM * mood * seconds + MOOD_DEVIATION * root * random.nextGaussian();
    double reversion = Math.min(1, TO_PARITY * seconds);
    basis +=
        -reversion * basis
            + BASIS_DEVIATION * StrictMath.sqrt(2 * reversion) * random.nextGaussian();
    double all = random.nextGaussian();
    for (Worth worth : worths) {
      double shock = COMMON * all + OWN * random.nextGaussian();
      worth.advance(seconds, activity() * shock, random.nextGaussian());
    }
  }

  /** How wild it is: about 1, from 1/3 to 3. */
  double activity() {
    return Math.clamp(StrictMath.exp(mood), 1 / 3.0, 3);
  }

  /** The fair price of one {@code base}. */
  double of(String base, String quote) {
    double log = log(base) - log(quote);
    return StrictMath.exp(quote.equals("USDT") ? log : log + basis);
  }

  /** What was traded last: goes on from there. Pairs with USDT first, the others after them. */
  void set(String base, String quote, double price) {
    double log = StrictMath.log(price);
    if (!quote.equals("USDT")) {
      basis = Math.clamp(log - log(base) + log(quote), -0.01, 0.01);
      return;
    }
    for (Worth worth : worths) {
      if (worth.currency.equals(base)) {
        worth.value = log;
        worth.anchor = log;
      }
    }
  }

  private double log(String currency) {
    for (Worth worth : worths) {
      if (worth.currency.equals(currency)) {
        return worth.value;
      }
    }
    return 0;
  }
}
