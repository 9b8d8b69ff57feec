package dev.carillon.app;

import dev.carillon.api.exchange.ApiKeyVerifier;
import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.api.exchange.rest.ExchangeRest;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.Hub;
import dev.carillon.demo.market.DemoMarkets;
import dev.carillon.demo.market.LiveMarkets;
import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineAgent;
import dev.carillon.engine.EngineFeed;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.http.RestLimits;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
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
  private final MachineHome home;
  private final Leading leading;
  private final ExchangeFeed feed;
  private final MarketHistory history;
  private final Projector<MarketEvent> projector;
  private final EngineAgent agent;
  private final Absentees absentees;

  private ExchangeParts(Config config, Shared shared, Undo opened) throws IOException {
    this.config = config;
    this.clock = shared.clock();
    this.opened = opened;
    home = shared.machines().home("engine", EngineFolder.of(config), shared.counts());
    opened.with(home::close);
    history = shared.database().marketHistory(this::pair);
    feed =
        new ExchangeFeed(
            shared.hub(), FeedSettings.DEFAULTS, history, shared.cluster().self(), clock.millis());
    begin();
    projector = MarketHistoryFeed.project(history, MAX_WAITING);
    opened.with(projector::close);
    projector.followOther(home.isShared());
    leading = new Leading("engine", projector, this::lead);
    agent =
        home.open(
            new EngineKind(
                new EngineAgent.Parts(
                    CandleGrid.anchoredAt(config.exchange().threeDayAnchor()),
                    List.of(feed, new MarketHistoryFeed(projector), shared.other()),
                    projector),
                leading));
    absentees = new Absentees(shared.cluster(), agent, System::nanoTime);
  }

  /**
   * What the whole server has.
   *
   * @param cluster not started yet
   * @param other hears of what the engine does, too
   */
  record Shared(
      Machines machines,
      Cluster cluster,
      Hub hub,
      Database database,
      InstantSource clock,
      MachineCounts counts,
      EngineFeed other) {}

  /**
   * Opens the journal, and brings the engine to where it ends; nothing runs yet. Blocks.
   *
   * @throws StartException when a folder can't be used
   */
  static ExchangeParts open(Config config, Shared shared) {
    return MachineHome.opened(config, opened -> new ExchangeParts(config, shared, opened));
  }

  private void begin() throws IOException {
    if (hasDemoMarkets()) {
      DemoPast past = new DemoPast(config, clock.millis());
      // Where it is shared, it is told from the journal, by which it is sure to be there.
      long commands =
          home.begin(folder ->
              home.isShared() ? past.make(folder) : past.make(folder, history, MAX_WAITING));
      if (commands > 0) {
        LOG.info("the demo's markets have a past of {} commands", commands);
      }
    }
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

  /** The engine works from now on. */
  void start() {
    opened.with(agent.start()::close);
    opened.with(leading::close);
    if (!home.isShared()) {
      leading.alone();
      absentees.end();
    }
  }

  /** Does what is due. To be called every second or so, by one thread. */
  void tick() {
    absentees.tick();
  }

  /** Whether this node leads the exchange, as far as it knows. Any thread. */
  boolean leads() {
    return leading.leads();
  }

  /** In the demo, people trade while this node leads. */
  private Runnable lead() {
    absentees.leading();
    Runnable end = demo();
    return () -> {
      absentees.notLeading();
      end.run();
    };
  }

  private Runnable demo() {
    if (config.mode() == Mode.DEMO) {
      DemoMarkets.pairs().forEach(pair -> agent.submit(new Command.DefinePair(pair), _ -> {}));
    }
    if (!hasDemoMarkets()) {
      return () -> {};
    }
    LiveMarkets markets = DemoMarkets.start(agent, clock, config.operation().seed());
    return markets::close;
  }

  /** From now on the figures of the history are told too. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.market.history.waiting",
        "events that wait for the history of trades",
        projector,
        Projector::backlog);
    if (home.isShared()) {
      leading.watch(metrics, agent::behind);
    }
  }

  private boolean hasDemoMarkets() {
    return config.mode() == Mode.DEMO && config.exchange().demoMarkets();
  }

  /** Forgets what ended long ago. To be run every ten minutes or so; blocks. */
  void purge() {
    if (!leading.leads()) {
      return;
    }
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
