package dev.carillon.app;

import dev.carillon.api.exchange.ApiKeyVerifier;
import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.api.exchange.rest.ExchangeRest;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.core.hub.Hub;
import dev.carillon.demo.market.DemoMarkets;
import dev.carillon.demo.market.LiveMarkets;
import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineAgent;
import dev.carillon.engine.EngineFeed;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.http.RestLimits;
import dev.carillon.journal.Journal;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange's engine with its journal, its history and its feed, and in the demo its markets.
 * Started and stopped by one thread.
 */
final class ExchangeParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeParts.class);

  /** So many events may wait for the history: some hundred megabytes at most. */
  private static final int MAX_WAITING = 500_000;

  private final Config config;
  private final InstantSource clock;
  private final Undo opened;
  private final ExchangeFeed feed;
  private final MarketHistory history;
  private final Projector<MarketEvent> projector;
  private final EngineAgent agent;

  private ExchangeParts(Config config, Shared shared, Undo opened) throws IOException {
    this.config = config;
    this.clock = shared.clock();
    this.opened = opened;
    EngineFolder folder = EngineFolder.of(config);
    history = shared.database().marketHistory(this::pair);
    feed = new ExchangeFeed(shared.hub(), FeedSettings.DEFAULTS, history, clock.millis());
    DemoPast past = new DemoPast(config, folder);
    boolean begins = hasDemoMarkets() && past.isMissing();
    if (begins) {
      history.clear();
    }
    projector = MarketHistoryFeed.project(history, MAX_WAITING);
    opened.with(projector::close);
    if (begins) {
      LOG.info(
          "the demo's markets have a past of {} commands", past.make(clock.millis(), projector));
    }
    FileJournal journal = folder.openJournal(config);
    opened.with(journal::close);
    ExecutorService snapshots =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("carillon-snapshot").factory());
    opened.with(snapshots::close);
    agent =
        recover(
            new MachinePorts<>(
                "engine",
                journal,
                folder.openSnapshots(),
                clock,
                System::nanoTime,
                shared.counts()),
            List.of(feed, new MarketHistoryFeed(projector), shared.other()),
            snapshots);
  }

  /**
   * What the whole server has.
   *
   * @param other hears of what the engine does, too
   */
  record Shared(
      Hub hub, Database database, InstantSource clock, MachineCounts counts, EngineFeed other) {}

  /**
   * Opens the journal, and brings the engine to where it ends; nothing runs yet. Blocks.
   *
   * @throws StartException when a folder can't be used
   */
  static ExchangeParts open(Config config, Shared shared) {
    Undo opened = new Undo();
    boolean done = false;
    try {
      ExchangeParts parts = new ExchangeParts(config, shared, opened);
      done = true;
      return parts;
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: "
              + config.operation().data()
              + ": "
              + problem.getMessage()
              + " (expected: a folder that can be written)",
          problem);
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private EngineAgent recover(
      MachinePorts<Journal> ports, List<EngineFeed> feeds, Executor snapshots) {
    CandleGrid grid = CandleGrid.anchoredAt(config.exchange().threeDayAnchor());
    return EngineAgent.recover(
        ports, MachineSettings.DEFAULT, new EngineAgent.Parts(grid, feeds, projector), snapshots);
  }

  private Pair pair(String symbol) {
    return feed.pairs()
        .find(symbol)
        .map(Pairs.Listed::pair)
        .orElseThrow(() -> new IllegalStateException("no pair " + symbol));
  }

  /** What the APIs ask. */
  Engine engine() {
    return agent;
  }

  ExchangeFeed feed() {
    return feed;
  }

  /** The API over HTTP. */
  ExchangeRest rest(People people) {
    return new ExchangeRest(
        new ExchangeRest.Ports(
            agent,
            projector,
            history,
            feed,
            new ExchangeRest.People(
                people.tokens(), new ApiKeyVerifier(people.keys()), people::mayBeUser),
            new RestLimits(Translation.exchangeRequests(config), System::nanoTime)));
  }

  /** Whether orders are taken. Any thread. */
  boolean isAvailable() {
    return agent.isAvailable();
  }

  /** The engine works from now on, and in the demo people trade. */
  void start() {
    opened.with(agent.start()::close);
    if (config.mode() == Mode.DEMO) {
      DemoMarkets.pairs().forEach(pair -> agent.submit(new Command.DefinePair(pair), _ -> {}));
    }
    if (hasDemoMarkets()) {
      LiveMarkets markets = DemoMarkets.start(agent, clock, config.operation().seed());
      opened.with(markets::close);
    }
  }

  /** From now on the figures of the history are told too. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.market.history.waiting",
        "events that wait for the history of trades",
        projector,
        Projector::backlog);
  }

  private boolean hasDemoMarkets() {
    return config.mode() == Mode.DEMO && config.exchange().demoMarkets();
  }

  /** Forgets what ended long ago. To be run every ten minutes or so; blocks. */
  void purge() {
    long before = clock.millis() - config.exchange().kept().toMillis();
    int gone = history.forget(before);
    while (gone > 0) {
      gone = history.forget(before);
    }
  }

  /** Ends it in its order: what was taken is done, journaled and told to the history. Blocks. */
  @Override
  public void close() {
    opened.close();
  }
}
