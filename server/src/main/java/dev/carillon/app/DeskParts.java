package dev.carillon.app;

import dev.carillon.api.desk.feed.DeskFeed;
import dev.carillon.api.desk.feed.FeedSettings;
import dev.carillon.api.desk.rest.DeskRest;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
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
import dev.carillon.machine.history.Projector;
import dev.carillon.ops.Metrics;
import dev.carillon.storage.Database;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
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

  /** The subject of notes of symbols that are fed. */
  private static final String FED = "desk:fed";

  private final Config config;
  private final InstantSource clock;
  private final Cluster cluster;
  private final Undo opened;
  private final MachineHome home;
  private final Leading leading;
  private final DeskFeed feed;
  private final DeskHistory history;
  private final Projector<DeskEvent> projector;
  private final DeskAgent agent;
  private volatile @Nullable LiveDesk live;

  private DeskParts(Config config, Shared shared, Undo opened) throws IOException {
    this.config = config;
    this.clock = shared.clock();
    this.cluster = shared.cluster();
    this.opened = opened;
    home = shared.machines().home("desk", EngineFolder.ofDesk(config), shared.counts());
    opened.with(home::close);
    feed = new DeskFeed(shared.hub(), FeedSettings.DEFAULTS, shared.cluster().self());
    history = shared.database().deskHistory(this::symbol);
    begin();
    projector = DeskHistoryFeed.project(history, MAX_WAITING);
    opened.with(projector::close);
    projector.followOther(home.isShared());
    leading = new Leading("desk", projector, this::lead);
    agent =
        home.open(
            new DeskKind(
                new DeskAgent.Parts(List.of(feed, new DeskHistoryFeed(projector)), projector),
                leading));
    cluster.listen(FED, this::fedElsewhere);
  }

  /**
   * What the whole server has.
   *
   * @param cluster not started yet
   */
  record Shared(
      Machines machines,
      Cluster cluster,
      Hub hub,
      Database database,
      InstantSource clock,
      MachineCounts counts) {}

  /**
   * Opens the journal, and brings the desk to where it ends; nothing runs yet. Blocks.
   *
   * @throws StartException when a folder can't be used
   */
  static DeskParts open(Config config, Shared shared) {
    return MachineHome.opened(config, opened -> new DeskParts(config, shared, opened));
  }

  private void begin() throws IOException {
    if (config.mode() == Mode.DEMO) {
      long commands = home.begin(this::makePast);
      if (commands > 0) {
        LOG.info("the demo's desk has a past of {} commands", commands);
      }
    }
  }

  private long makePast(EngineFolder folder) throws IOException {
    if (!home.isShared()) {
      history.clear();
    }
    try (FileJournal journal = folder.openJournal(config)) {
      return DemoDesk.begin(journal, past());
    }
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

  /** A quote came in here; the prices may be simulated elsewhere. */
  private void fed(String symbol) {
    fedHere(symbol);
    cluster.post(FED, new NoteWriter(16).putText(symbol).toBytes());
  }

  private void fedElsewhere(String node, byte[] note) {
    try {
      fedHere(new NoteReader(note).takeText());
    } catch (IllegalArgumentException e) {
      LOG.debug("a note of {} is not known here", node, e);
    }
  }

  private void fedHere(String symbol) {
    LiveDesk simulated = live;
    if (simulated != null) {
      simulated.fed(symbol);
    }
  }

  /** Whether the journal is not in a folder, but where all nodes have it. */
  boolean isShared() {
    return home.isShared();
  }

  /** Whether orders are taken. Any thread. */
  boolean isAvailable() {
    return agent.isAvailable();
  }

  /** The desk works from now on. */
  void start() {
    opened.with(agent.start()::close);
    opened.with(leading::close);
    if (!home.isShared()) {
      leading.alone();
    }
  }

  /** The symbols are defined by who leads; in the demo, prices move while this node does. */
  private Runnable lead() {
    if (!agent.read(this::define)) {
      throw new IllegalStateException("the desk can't be read");
    }
    if (!isSimulated()) {
      return () -> {};
    }
    LiveDesk simulated = DemoDesk.start(agent, clock, config.operation().seed());
    live = simulated;
    return () -> {
      live = null;
      simulated.close();
    };
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
    if (home.isShared()) {
      leading.watch(metrics, agent::behind);
    }
  }

  /** Forgets what ended long ago. To be run every ten minutes or so; blocks. */
  void purge() {
    if (!leading.leads()) {
      return;
    }
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
