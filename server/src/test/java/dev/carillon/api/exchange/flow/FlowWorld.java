package dev.carillon.api.exchange.flow;

import dev.carillon.api.exchange.ExchangeApi;
import dev.carillon.api.exchange.ExchangePorts;
import dev.carillon.api.exchange.ExchangeSettings;
import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.api.exchange.rest.ExchangeRest;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineAgent;
import dev.carillon.engine.MarketHistoryFeed;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Router;
import dev.carillon.journal.Journal;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.EngineView;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The exchange as the server puts it together: engine, journal, snapshots, history, feeds, sockets
 * and HTTP; all on one thread, in a time that a test lets pass. It can be started anew on what is
 * left of it.
 */
final class FlowWorld implements AutoCloseable {
  private static final int HISTORY_EVENTS = 10_000_000;

  final FakeClock clock;
  private final Sizes sizes;
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final MemorySnapshots snapshots = new MemorySnapshots();
  private final MemoryMarketHistory history = new MemoryMarketHistory();
  private final AtomicLong sessionIds = new AtomicLong();
  private final Queue<Runnable> blocking = new ArrayDeque<>();
  private final List<FlowClient> clients = new ArrayList<>();
  private HandLoop loop = new HandLoop();
  private Projector<MarketEvent> projector;
  private EngineAgent agent;
  private ExchangeApi api;
  private Router router;

  /**
   * How it works.
   *
   * @param batchCommands how many commands the engine does at once, at most
   * @param snapshotCommands after how many commands it takes a snapshot
   */
  record Sizes(int batchCommands, int snapshotCommands) {}

  /** An exchange without pairs. */
  FlowWorld(Instant begin, Sizes sizes) {
    this.clock = new FakeClock(begin);
    this.sizes = sizes;
    this.projector = MarketHistoryFeed.project(history, HISTORY_EVENTS);
    Hub hub = hub();
    ExchangeFeed feed =
        new ExchangeFeed(
            hub, FeedSettings.DEFAULTS, history, "life" + clock.millis(), clock.millis());
    this.agent = recover(feed);
    this.api = api(hub, feed);
    this.router = router(feed);
    api.start();
    run();
  }

  /**
   * The process dies, and is started anew after a while. What was not journaled is lost, and all
   * connections are; that includes the engine and the API that others may hold.
   */
  void restart(Duration meanwhile) {
    projector.close();
    clients.clear();
    blocking.clear();
    clock.advance(meanwhile);
    loop = new HandLoop();
    projector = MarketHistoryFeed.project(history, HISTORY_EVENTS);
    Hub hub = hub();
    ExchangeFeed feed =
        new ExchangeFeed(
            hub, FeedSettings.DEFAULTS, history, "life" + clock.millis(), clock.millis());
    agent = recover(feed);
    api = api(hub, feed);
    router = router(feed);
    api.start();
    run();
  }

  private Hub hub() {
    History kept = new History(List.of(ExchangeApi.historyRule()), 1 << 26);
    return Hub.over(List.of(loop), new LocalBus(clock.millis()), kept, HubListener.NONE);
  }

  private EngineAgent recover(ExchangeFeed feed) {
    MachinePorts<Journal> ports =
        new MachinePorts<>(
            "engine", new MemoryJournal(disk), snapshots, clock, clock::nanos, MachineCounts.NONE);
    return EngineAgent.recover(
        ports,
        new MachineSettings(
            16_384, sizes.batchCommands(), sizes.snapshotCommands(), Long.MAX_VALUE / 2),
        new EngineAgent.Parts(
            CandleGrid.EPOCH, List.of(feed, new MarketHistoryFeed(projector)), projector),
        Runnable::run);
  }

  private ExchangeApi api(Hub hub, ExchangeFeed feed) {
    return new ExchangeApi(
        ExchangeSettings.DEFAULTS.withLimits(ExchangeSettings.Limits.OFF),
        new ExchangePorts(
            hub,
            agent,
            feed,
            FlowWorld::anybody,
            FlowWorld::anybody,
            blocking::add,
            clock,
            clock::nanos),
        sessionIds::incrementAndGet);
  }

  /** Whoever shows a text has that name. */
  private static Verification anybody(String shown) {
    return new Verified(
        new Principal(shown, shown, Set.of(), "id", 0, Long.MAX_VALUE, Permissions.UNSTATED));
  }

  private Router router(ExchangeFeed feed) {
    ExchangeRest.Ports ports =
        new ExchangeRest.Ports(
            new AtOnce(),
            projector,
            history,
            feed,
            new ExchangeRest.People(FlowWorld::anybody, FlowWorld::anybody, _ -> true),
            RestLimits.off());
    return new Router(new ExchangeRest(ports).routes(), () -> "incident");
  }

  /** For those who wait for the engine on the thread that is to work. */
  private final class AtOnce implements Engine {
    @Override
    public void submit(Command command, Consumer<Answer> answer) {
      agent.submit(command, answer);
      work();
    }

    @Override
    public boolean read(Consumer<EngineView> reader) {
      boolean taken = agent.read(reader);
      work();
      return taken;
    }
  }

  /** The engine; another one after each start. */
  Engine engine() {
    return agent;
  }

  /** A new connection of this start, of nobody. */
  FlowClient connect() {
    return connect(Map.of());
  }

  /** A new connection of this start. */
  FlowClient connectAs(String user) {
    return connect(Map.of("token", List.of(user)));
  }

  private FlowClient connect(Map<String, List<String>> query) {
    Admission admission =
        api.dialect().admit(new Handshake("/", query, Map.of(), List.of(), "127.0.0.1"));
    FlowLink link = new FlowLink(loop);
    FlowClient client =
        new FlowClient(loop, link, ((Admission.Accepted) admission).session().apply(link));
    clients.add(client);
    return client;
  }

  /** Has the engine do something, with nobody in between; it must be done. */
  void does(Command command) {
    List<Answer> answers = new ArrayList<>();
    agent.submit(command, answers::add);
    run();
    if (answers.getFirst() instanceof Answer.Refused refused) {
      throw new AssertionError(command + ": " + refused);
    }
  }

  /** What the engine says now. */
  <T> T reads(Function<EngineView, T> reader) {
    List<T> read = new ArrayList<>(1);
    boolean _ = agent.read(view -> read.add(reader.apply(view)));
    work();
    return read.getFirst();
  }

  private void work() {
    while (agent.doWork() > 0) {}
  }

  /** Lets everything happen that is due; whether there was any. */
  boolean run() {
    boolean any = false;
    for (boolean busy = true; busy; any |= busy) {
      busy = agent.doWork() > 0;
      for (Runnable task = blocking.poll(); task != null; task = blocking.poll()) {
        task.run();
      }
      busy |= loop.turn();
    }
    return any;
  }

  /** What comes of time alone at connections: to be called about every second. */
  void tick() {
    clients.forEach(client -> client.tick(clock.millis()));
    api.tick();
    run();
  }

  /** What HTTP answers to a GET that works. */
  JsonNode get(String target) {
    Response response = router.handle(Request.of(Method.GET, target));
    if (response.status() != 200) {
      throw new AssertionError(target + ": " + response.status());
    }
    return SeedExamples.parse(response.body().text());
  }

  /** Orders, fills and trades of long ago are forgotten, so that hours fit into the memory. */
  void forget(Duration olderThan) {
    int _ = history.forget(clock.instant().minus(olderThan).toEpochMilli());
  }

  @Override
  public void close() {
    projector.close();
  }
}
