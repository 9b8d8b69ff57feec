package dev.carillon.demo.desk;

import dev.carillon.demo.FairPrices;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The simulated quotes of all symbols, step by step. Not for several threads.
 *
 * <p>Deterministic: the same random numbers make the same bids, whatever the time: an hour that is
 * livelier has more steps, not larger ones. Only the spread depends on the hour.
 */
final class Prices {
  /** Nothing stays without a quote for more steps, so that none becomes stale. */
  private static final int MOST_SILENT = 6;

  private final RandomGenerator random;
  private final FairPrices fair = Plan.fairPrices();
  private final Map<String, Integer> silent = new HashMap<>();

  Prices(RandomGenerator random) {
    this.random = random;
  }

  /** Goes on from a quote that was there before, or came from elsewhere. */
  void goOnFrom(QuoteState quote) {
    Symbol symbol = quote.symbol();
    double middle = (quote.bid() + quote.ask()) / 2.0;
    fair.set(symbol.base(), symbol.quote(), middle / symbol.pointsPerUnit());
  }

  /**
   * The next step, in which so much time passes for the prices.
   *
   * @param all whether each symbol has a new quote, and not only some
   */
  List<Tick> step(double seconds, double spread, boolean all) {
    fair.advance(seconds, random);
    List<Tick> ticks = new ArrayList<>();
    for (Plan plan : Plan.ALL) {
      // Drawn whether they are needed or not: what comes after does not depend on it.
      boolean comes = random.nextDouble() < plan.pace();
      double width = 0.7 + 0.6 * random.nextDouble();
      String name = plan.symbol().name();
      if (all || comes || silent.merge(name, 1, Integer::sum) >= MOST_SILENT) {
        silent.put(name, 0);
        ticks.add(tick(plan, Math.max(1, Math.round(plan.spread() * spread * width))));
      }
    }
    return ticks;
  }

  private Tick tick(Plan plan, long spread) {
    Symbol symbol = plan.symbol();
    double price = fair.of(symbol.base(), symbol.quote()) * symbol.pointsPerUnit();
    long bid = Math.max(1, Math.round(price - plan.spread() / 2.0));
    return new Tick(symbol.name(), bid, bid + spread, 0);
  }
}
