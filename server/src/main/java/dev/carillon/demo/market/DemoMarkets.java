package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineFeed;
import dev.carillon.journal.Journal;
import dev.carillon.journal.Snapshots;
import dev.carillon.machine.StateHash;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.CandleGrid;
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
   * Makes the past of an engine that has none, a little more than a day: pairs, deposits (of John
   * and Jane too), and all that the simulated participants did. The same seed makes the same
   * prices, whatever the time. Puts the commands into the journal, and two snapshots beside it, so
   * that the engine need not do all of it again when it is recovered. Blocks for some seconds, and
   * for the disk.
   *
   * @param feed hears of it all, as the engine's feeds would if they heard it from the journal
   */
  public static void begin(Past past, EngineFeed feed) {
    History history = new History(past.endMillis(), past.seed(), past.grid(), feed);
    Journal journal = past.journal();
    StateWriter record = new StateWriter();
    while (history.hasNext()) {
      Timed timed = history.next();
      record.clear();
      CommandCodec.encode(record, timed.command(), timed.timeMillis());
      journal.append(record.array(), 0, record.size());
      if (history.isBeforeFineSteps()) {
        snapshot(past, history);
      }
    }
    snapshot(past, history);
  }

  /** As {@link #begin(Past, EngineFeed)}; nobody hears of it. */
  public static void begin(Past past) {
    begin(past, new Unheard());
  }

  private static void snapshot(Past past, History history) {
    StateWriter state = new StateWriter();
    history.writeTo(state);
    long sequence = past.journal().force();
    past.snapshots().write(sequence, StateHash.of(state), state.array(), state.size());
  }

  /**
   * Where a past is made, and which.
   *
   * @param journal is empty
   * @param endMillis about when the last command is, in milliseconds since 1970
   * @param grid where candles begin
   */
  public record Past(
      Journal journal, Snapshots snapshots, long endMillis, long seed, CandleGrid grid) {}

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
