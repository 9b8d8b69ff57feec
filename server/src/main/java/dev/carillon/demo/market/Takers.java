package dev.carillon.demo.market;

import dev.carillon.demo.market.Seen.Top;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.Command.Place;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Those who take from the books: most a little, a few a lot. They buy rather where a book lags
 * behind a rising fair price, and what they have too little of. Not for several threads.
 */
final class Takers {
  private static final double SIZE_DEVIATION = 1.1;
  private static final double WHALE = 0.008;
  private static final double WHALE_SIZE = 12;
  private static final double MOST = 80;
  private static final double LIMITED = 0.25;
  private static final int MOST_AT_ONCE = 4;

  private final RandomGenerator random;

  /**
   * What each has of a base currency, in parts of what it is meant to have; by taker and market.
   */
  private final double[][] holdings = new double[Plans.TAKERS.size()][Plans.ALL.size()];

  Takers(RandomGenerator random) {
    this.random = random;
    for (double[] each : holdings) {
      Arrays.fill(each, 1);
    }
  }

  /** One's account as it is. */
  void see(Seen seen) {
    int taker = Plans.TAKERS.indexOf(seen.owner());
    for (int i = 0; taker >= 0 && i < Plans.ALL.size(); i++) {
      String base = Plans.ALL.get(i).pair().base();
      double meant = Plans.TAKER_FUNDS.getOrDefault(base, 1.0) * Plans.UNITS;
      holdings[taker][i] = seen.total(base) / meant;
    }
  }

  /** What they order in one pair in a step. {@code activity}: how wild the time is, about 1. */
  void take(int market, double fairTicks, Top top, Step step) {
    if (top.bid() == 0 || top.ask() == 0) {
      return;
    }
    MarketPlan plan = Plans.ALL.get(market);
    Pace pace = step.pace();
    double expected =
        plan.takersPerSecond() * pace.takers() * pace.stepMillis() / 1_000.0 * liveliness(step);
    int count = (int) expected;
    count += random.nextDouble() < expected - count ? 1 : 0;
    for (int i = 0; i < Math.min(count, MOST_AT_ONCE); i++) {
      int taker = random.nextInt(Plans.TAKERS.size());
      Side side =
          random.nextDouble() < chanceToBuy(holdings[taker][market], fairTicks, top)
              ? Side.BUY
              : Side.SELL;
      OrderTerms terms = terms(plan, side, top, pace.size());
      step.batch().add(new Place(Plans.TAKERS.get(taker), plan.pair().symbol(), terms, null));
    }
  }

  /** How the step is done, and where its commands go. */
  record Step(Pace pace, double activity, Batch batch) {}

  private static double liveliness(Step step) {
    return Math.clamp(0.6 + 0.4 * step.activity(), 0.75, 1.4);
  }

  private static double chanceToBuy(double holding, double fairTicks, Top top) {
    double middle = (top.bid() + top.ask()) / 2.0;
    double lag = Math.clamp((fairTicks - middle) / middle * 3_000, -1, 1);
    return 0.5 + 0.2 * lag + 0.3 * Math.clamp(4 * (1 - holding), -1, 1);
  }

  private OrderTerms terms(MarketPlan plan, Side side, Top top, double size) {
    Pair pair = plan.pair();
    double factor = StrictMath.exp(SIZE_DEVIATION * random.nextGaussian());
    factor *= random.nextDouble() < WHALE ? WHALE_SIZE : 1;
    long lots = plan.lots(plan.takerSize() * Math.min(factor, MOST) * size);
    long best = top.best(side.opposite());
    long least = 2 * pair.limits().minNotional() / pair.notional(best, 1) + 1;
    lots = Math.clamp(lots, least, pair.limits().maxLots());
    if (random.nextDouble() >= LIMITED) {
      return OrderTerms.market(side, lots);
    }
    long give = best / 20_000;
    long price = side == Side.BUY ? best + give : best - give;
    return OrderTerms.limit(side, price, lots).with(TimeInForce.IOC);
  }
}
