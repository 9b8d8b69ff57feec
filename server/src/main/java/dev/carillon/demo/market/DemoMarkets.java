package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import dev.carillon.journal.Journal;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.model.Pair;
import dev.carillon.state.StateWriter;
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
   * Makes the past of an engine that has none: puts {@link #genesis} into its journal, before the
   * engine is recovered from it. Blocks for some seconds, and for the disk.
   *
   * @param journal is left as it is unless it is empty
   * @return whether it was empty
   */
  public static boolean begin(Journal journal, long endMillis, long seed) {
    if (journal.lastSequence() != 0) {
      return false;
    }
    StateWriter record = new StateWriter();
    for (Timed timed : genesis(endMillis, seed)) {
      record.clear();
      CommandCodec.encode(record, timed.command(), timed.timeMillis());
      journal.append(record.array(), 0, record.size());
    }
    journal.force();
    return true;
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
