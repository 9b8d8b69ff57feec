package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.demo.market.DemoMarkets;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;

/**
 * Makes the past of the demo's exchange before its first start, whole or not at all: in a folder of
 * its own that then is moved to its place. What an attempt that was cut short has left is deleted.
 */
final class DemoPast {
  private static final long STORED_LIMIT_MILLIS = 60_000;

  private final Config config;
  private final EngineFolder folder;

  DemoPast(Config config, EngineFolder folder) {
    this.config = config;
    this.folder = folder;
  }

  /** Whether there is none yet. */
  boolean isMissing() throws IOException {
    return !folder.isUsed(config);
  }

  /**
   * Makes it; blocks for some seconds.
   *
   * @param projector of an empty history: hears of it all
   * @return how many commands it has
   */
  long make(long endMillis, Projector<MarketEvent> projector) throws IOException {
    EngineFolder next = folder.next();
    next.delete();
    long commands;
    try (FileJournal journal = next.openJournal(config)) {
      CandleGrid grid = CandleGrid.anchoredAt(config.exchange().threeDayAnchor());
      DemoMarkets.begin(
          new DemoMarkets.Past(
              journal, next.openSnapshots(), endMillis, config.operation().seed(), grid),
          new MarketHistoryFeed(projector));
      commands = journal.lastSequence();
    }
    // The engine starts with the later of the two snapshots that the history has come to.
    boolean _ = projector.awaitStored(commands, STORED_LIMIT_MILLIS);
    folder.takeNext();
    return commands;
  }
}
