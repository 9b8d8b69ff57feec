package dev.carillon.app;

import dev.carillon.api.desk.feed.DeskFeed;
import dev.carillon.api.desk.feed.FeedSettings;
import dev.carillon.api.desk.rest.DeskRest;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.core.hub.Hub;
import dev.carillon.demo.desk.DemoDesk;
import dev.carillon.demo.desk.LiveDesk;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.deskengine.DeskAgent;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.deskengine.DeskHistoryFeed;
import dev.carillon.deskengine.UsualSymbols;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Route;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.history.Projector;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FX desk with its journal, its history and its feed, and in the demo its prices. Started and
 * stopped by one thread.
 */
final class DeskParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskParts.class);

  /** So many events may wait for the history: some hundred megabytes at most. */
  private static final int MAX_WAITING = 200_000;

  private final Config config;
  private final InstantSource clock;
  private final Undo opened;
  private final DeskFeed feed;
  private final DeskHistory history;
  private final Projector<DeskEvent> projector;
  private final DeskAgent agent;
  private volatile @Nullable LiveDesk live;

  private DeskParts(
      Config config,
      Hub hub,
      Database database,
      InstantSource clock,
      MachineCounts counts,
      Undo opened)
      throws IOException {
    this.config = config;
    this.clock = clock;
    this.opened = opened;
    feed = new DeskFeed(hub, FeedSettings.DEFAULTS, clock.millis());
    EngineFolder folder = EngineFolder.ofDesk(config);
    history = database.deskHistory(this::symbol);
    if (config.mode() == Mode.DEMO && !folder.isUsed(config)) {
      history.clear();
      LOG.info("the demo's desk has a past of {} commands", makePast(folder));
    }
    projector = DeskHistoryFeed.project(history, MAX_WAITING);
    opened.with(projector::close);
    FileJournal journal = folder.openJournal(config);
    opened.with(journal::close);
    ExecutorService snapshots =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("carillon-desk-snapshot").factory());
    opened.with(snapshots::close);
    agent =
        DeskAgent.recover(
            new MachinePorts<>(
                "desk", journal, folder.openSnapshots(), clock, System::nanoTime, counts),
            MachineSettings.DEFAULT,
            new DeskAgent.Parts(List.of(feed, new DeskHistoryFeed(projector)), projector),
            snapshots);
  }

  /**
   * Opens the journal, and brings the desk to where it ends; nothing runs yet. Blocks.
   *
   * @throws StartException when a folder can't be used
   */
  static DeskParts open(
      Config config, Hub hub, Database database, InstantSource clock, MachineCounts counts) {
    Undo opened = new Undo();
    boolean done = false;
    try {
      DeskParts parts = new DeskParts(config, hub, database, clock, counts, opened);
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

  /** Whole or not at all: in a folder of its own that then is moved to its place. */
  private long makePast(EngineFolder folder) throws IOException {
    EngineFolder next = folder.next();
    next.delete();
    long commands;
    try (FileJournal journal = next.openJournal(config)) {
      commands = DemoDesk.begin(journal, past());
    }
    folder.takeNext();
    return commands;
  }

  private Iterable<Timed> past() {
    long now = clock.millis();
    return isSimulated()
        ? DemoDesk.genesis(symbols(), now, config.operation().seed())
        : DemoDesk.accounts(symbols(), now);
  }

  private List<Symbol> symbols() {
    return config.mode() == Mode.DEMO
        ? DemoDesk.symbols(config.desk().demoWeekend())
        : UsualSymbols.ALL;
  }

  private boolean isSimulated() {
    return config.mode() == Mode.DEMO && config.exchange().demoMarkets();
  }

  private Symbol symbol(String name) {
    return feed.symbols()
        .find(name)
        .orElseThrow(() -> new IllegalStateException("no symbol " + name));
  }

  DeskEngine engine() {
    return agent;
  }

  DeskFeed feed() {
    return feed;
  }

  /** The API over HTTP. */
  List<Route> routes(People people) {
    return new DeskRest(
            new DeskRest.Ports(
                agent,
                new DeskRest.Past(projector, history),
                feed.symbols(),
                people.tokens(),
                new RestLimits(Translation.deskRequests(config), System::nanoTime),
                people::mayBeUser,
                this::fed))
        .routes();
  }

  private void fed(String symbol) {
    LiveDesk simulated = live;
    if (simulated != null) {
      simulated.fed(symbol);
    }
  }

  /** Whether orders are taken. Any thread. */
  boolean isAvailable() {
    return agent.isAvailable();
  }

  /** The desk works from now on, and in the demo prices move. */
  void start() {
    opened.with(agent.start()::close);
    boolean read = agent.read(this::define);
    if (!read) {
      throw new IllegalStateException("the desk can't be read at its start");
    }
    if (isSimulated()) {
      LiveDesk simulated = DemoDesk.start(agent, clock, config.operation().seed());
      opened.with(simulated::close);
      live = simulated;
    }
  }

  /** The usual symbols; an administrator's rules for one stay, but the demo's are the demo's. */
  private void define(DeskView view) {
    symbols().stream()
        .filter(symbol -> config.mode() == Mode.DEMO || view.symbol(symbol.name()).isEmpty())
        .forEach(symbol -> agent.submit(new Command.DefineSymbol(symbol), _ -> {}));
  }

  /** From now on the figures of the history are told too. */
  void watch(Metrics metrics) {
    metrics.gauge(
        "carillon.desk.history.waiting",
        "events that wait for the desk's history",
        projector,
        Projector::backlog);
  }

  /** Forgets what ended long ago. To be run every ten minutes or so; blocks. */
  void purge() {
    long before = clock.millis() - config.desk().kept().toMillis();
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
