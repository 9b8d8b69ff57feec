package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.demo.market.DemoMarkets;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;

/**
 * Makes the past of the demo's exchange.
 *
 * @param endMillis about when it ends, in milliseconds since 1970
 */
record DemoPast(Config config, long endMillis) {
  private static final long STORED_LIMIT_MILLIS = 60_000;

  /** Blocks for some seconds; the history forgets what it had and hears of all that is made. */
  long make(EngineFolder folder, MarketHistory history, int maxWaiting) throws IOException {
    history.clear();
    try (FileJournal journal = folder.openJournal(config);
        Projector<MarketEvent> projector = MarketHistoryFeed.project(history, maxWaiting)) {
      DemoMarkets.begin(past(folder, journal), new MarketHistoryFeed(projector));
      // The engine starts with the later of the two snapshots that the history has come to.
      boolean _ = projector.awaitStored(journal.lastSequence(), STORED_LIMIT_MILLIS);
      return journal.lastSequence();
    }
  }

  /** Blocks for some seconds; nobody hears of it. */
  long make(EngineFolder folder) throws IOException {
    try (FileJournal journal = folder.openJournal(config)) {
      DemoMarkets.begin(past(folder, journal));
      return journal.lastSequence();
    }
  }

  private DemoMarkets.Past past(EngineFolder folder, FileJournal journal) throws IOException {
    return new DemoMarkets.Past(
        journal,
        folder.openSnapshots(),
        endMillis,
        config.operation().seed(),
        CandleGrid.anchoredAt(config.exchange().threeDayAnchor()));
  }
}
