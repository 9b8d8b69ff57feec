package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.model.Pair;
import java.time.InstantSource;
import java.util.List;

/** The exchange of the demo: its pairs, the day before it was started, and what goes on in it. */
public final class DemoMarkets {
  private DemoMarkets() {}

  /** What is traded. */
  public static List<Pair> pairs() {
    return Plans.ALL.stream().map(MarketPlan::pair).toList();
  }

  /**
   * What was commanded since the demo's exchange exists, a little more than a day: pairs, deposits
   * (of John and Jane too), and all that the simulated participants did. To be applied to a new
   * engine, in its order and with its times. Each iterator makes the same commands anew, a step at
   * a time; the same seed makes the same prices, whatever the time.
   *
   * @param endMillis about when the last command is, in milliseconds since 1970
   */
  public static Iterable<Timed> genesis(long endMillis, long seed) {
    return () -> new History(endMillis, seed);
  }

  /**
   * Lets the simulated participants trade on, on a thread of their own, until it is closed. They
   * take up the orders that they have in the engine, and the prices where they are.
   *
   * @param engine that has the pairs
   */
  public static LiveMarkets start(Engine engine, InstantSource clock, long seed) {
    LiveMarkets markets = new LiveMarkets(engine, clock, seed);
    markets.start();
    return markets;
  }
}
