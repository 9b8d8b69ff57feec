package dev.carillon.app;

import dev.carillon.api.chat.ChatApi;
import dev.carillon.api.chat.ChatPorts;
import dev.carillon.api.desk.DeskApi;
import dev.carillon.api.desk.DeskPorts;
import dev.carillon.api.exchange.ApiKeyVerifier;
import dev.carillon.api.exchange.ExchangeApi;
import dev.carillon.api.exchange.ExchangePorts;
import dev.carillon.api.identity.AuthRoutes;
import dev.carillon.api.identity.KeyRoutes;
import dev.carillon.api.topics.ConnectionNames;
import dev.carillon.api.topics.TopicsApi;
import dev.carillon.api.topics.TopicsPorts;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.chat.ChatPurge;
import dev.carillon.console.Pages;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.session.Dialect;
import dev.carillon.gate.Gate;
import dev.carillon.gate.HeapShare;
import dev.carillon.http.Authenticator;
import dev.carillon.http.OpenApi;
import dev.carillon.http.Route;
import dev.carillon.http.Router;
import dev.carillon.http.SharedRoutes;
import dev.carillon.messages.MessageStore;
import dev.carillon.ops.Health;
import dev.carillon.ops.HealthRoutes;
import dev.carillon.ops.Metrics;
import dev.carillon.ops.StatusRoute;
import dev.carillon.protocol.phoenix.longpoll.LongPollLoop;
import dev.carillon.storage.Database;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.wire.EventLoops;
import dev.carillon.wire.http.Apis;
import dev.carillon.wire.http.Server;
import dev.carillon.wire.socket.WebSocketCount;
import dev.carillon.wire.socket.WebSockets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of the server and who knows whom, by plain constructors. Nothing runs yet when it is
 * made, but for the threads of its two arguments.
 */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** How long the same request made again is recognised, and a deleted message leaves a trace. */
  private static final long FORGET_MILLIS = 24L * 60 * 60 * 1_000;

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();
  private final long startedNanos = System.nanoTime();
  private final SessionIds sessionIds;
  private final Executor blocking = Executors.newVirtualThreadPerTaskExecutor();

  private final MessageStore messages;

  final People people;
  final Metrics metrics;
  final Health health;
  final WebSockets sockets;
  private final Totals totals;
  final ClusterParts cluster;
  final Machines machines;
  final Hubs hubs;
  final LongPollLoop longPollLoop;
  final TopicsApi topics;
  final LeftBehind leftBehind;
  final ChatApi chat;
  final ChatParts chatParts;
  final ExchangeParts exchangeParts;
  final ExchangeApi exchange;
  final TicksParts ticks;
  final DeskParts deskParts;
  final DeskApi desk;
  final Phoenix phoenix;
  final WarmUp warmUp;
  final Server server;

  /**
   * Puts the parts together.
   *
   * @param figures hears of the database's commits already
   * @param opened takes how each of them is closed, also when this fails half-way
   * @throws IllegalArgumentException when a part does not accept a setting
   */
  Wiring(Config config, Figures figures, Database database, EventLoops loops, Undo opened) {
    metrics = figures.metrics();
    messages = database.messages();
    cluster = ClusterParts.of(config, clock, random, blocking);
    opened.with(cluster::close);
    sessionIds = new SessionIds(cluster.cluster().self());
    people = People.of(config, database, cluster.cluster(), clock, random, blocking);
    sockets =
        new WebSockets(
            Translation.webSockets(config.sockets()),
            new WebSockets.Parts(loops, System::nanoTime, clock, this::newIncident));
    totals = totals();
    health = health(database);
    longPollLoop = new LongPollLoop(sockets.loops().size());
    opened.with(longPollLoop::close);
    List<Loop> all = new ArrayList<>(sockets.loops());
    all.add(longPollLoop);
    hubs = Hubs.over(all, cluster, config, this::turn, clock.millis());
    topics = topics(config, people);
    leftBehind = new LeftBehind(topics, messages, database::isWorking, cluster);
    people.revocations().listen(topics.revocations());
    chat = chat(config, people, database);
    people.revocations().listen(chat.revocations());
    chatParts = new ChatParts(config, chat, database, shared());
    ticks =
        new TicksParts(config, people, new TicksParts.Shared(database, cluster, blocking, clock));
    machines = new Machines(config, cluster.cluster(), clock, blocking);
    opened.with(machines::close);
    exchangeParts = exchangeParts(config, figures, database, opened);
    exchange = exchange(config);
    people.revocations().listen(exchange.revocations());
    people.revocations().listen(ticks.api().revocations());
    deskParts = deskParts(config, figures, database, opened);
    desk = desk(config, database);
    people.revocations().listen(desk.revocations());
    phoenix = phoenix(config);
    warmUp = new WarmUp(hubs.topics(), topics.dialect(), sockets.loops());
    server = server(config, figures, loops);
  }

  private Totals totals() {
    return new Totals(
        cluster.cluster(),
        blocking,
        System::nanoTime,
        new Totals.Own(
            sockets::count, () -> sockets.count(WebSocketCount.MESSAGES_IN), metrics::deliveries));
  }

  /** From now on the figures of the parts are told. */
  private void watch(Figures figures, Gate gate) {
    figures.watch(sockets, hubs, gate);
    cluster.watch(metrics);
    figures.watch(phoenix.polls());
    exchangeParts.watch(metrics);
    deskParts.watch(metrics);
    ticks.watch(metrics);
  }

  /** Forgets what has served its time. Blocks on the store; what fails is tried again next time. */
  void purge() {
    try {
      int touched = messages.forget(clock.millis() - FORGET_MILLIS);
      ChatPurge.Purged forgotten = chat.chat().purge().run(clock.millis());
      exchangeParts.purge();
      deskParts.purge();
      LOG.debug("purged {} messages; chat: {}", touched, forgotten);
    } catch (StorageException | RejectedExecutionException problem) {
      LOG.warn("could not purge: {}", problem.getMessage());
    }
  }

  private Health health(Database database) {
    return new Health(
        Map.of(
            "storage", database::isWorking,
            "bus", cluster::isHealthy,
            "engine", this::isEngineAvailable,
            "desk", this::isDeskAvailable),
        System::nanoTime);
  }

  private boolean isEngineAvailable() {
    return exchangeParts.isAvailable();
  }

  private boolean isDeskAvailable() {
    return deskParts.isAvailable();
  }

  /** What happens before the start, the warm-up, is not counted. */
  private void turn(int events, long deliveries, long nanos) {
    if (health.isStarted()) {
      metrics.turn(events, deliveries, nanos);
    }
  }

  private TopicsApi topics(Config config, People people) {
    return new TopicsApi(
        Translation.topics(config),
        new TopicsPorts(
            hubs.topics(),
            hubs.node(),
            cluster.cluster(),
            people.tokens(),
            messages,
            new ConnectionNames(people.connectionSecret(), random),
            blocking,
            clock,
            System::nanoTime,
            random),
        sessionIds::next);
  }

  private ChatApi chat(Config config, People people, Database database) {
    return new ChatApi(
        Translation.chat(config),
        Translation.chatRules(config),
        new ChatPorts(
            hubs.node(),
            cluster.cluster(),
            people.tokens(),
            database.chat(),
            blocking,
            clock,
            System::nanoTime,
            random));
  }

  /** The engine tells the ticks what was traded; then they know all instruments. */
  private ExchangeParts exchangeParts(
      Config config, Figures figures, Database database, Undo opened) {
    ExchangeParts parts =
        ExchangeParts.open(
            config,
            new ExchangeParts.Shared(
                machines,
                cluster.cluster(),
                hubs.node(),
                database,
                clock,
                figures.ofEngine(),
                ticks.trades()));
    opened.with(parts::close);
    ticks.restore();
    opened.with(ticks::close);
    return parts;
  }

  private DeskParts deskParts(Config config, Figures figures, Database database, Undo opened) {
    DeskParts parts =
        DeskParts.open(
            config,
            new DeskParts.Shared(
                machines, cluster.cluster(), hubs.node(), database, clock, figures.ofDesk()));
    opened.with(parts::close);
    return parts;
  }

  private ExchangeApi exchange(Config config) {
    return new ExchangeApi(
        Translation.exchange(config),
        new ExchangePorts(
            hubs.node(),
            exchangeParts.engine(),
            exchangeParts.feed(),
            people.tokens(),
            new ApiKeyVerifier(people.keys()),
            blocking,
            clock,
            System::nanoTime),
        sessionIds::next);
  }

  private DeskApi desk(Config config, Database database) {
    DeskProbes probes = new DeskProbes(deskParts, EngineFolder.ofDesk(config).root());
    return new DeskApi(
        Translation.desk(config),
        new DeskPorts(
            hubs.node(),
            deskParts.engine(),
            deskParts.feed(),
            people.tokens(),
            probes.all(
                new DeskProbes.Others(
                    database::isWorking,
                    exchangeParts::isAvailable,
                    cluster.hasOthers() ? cluster::isHealthy : null)),
            blocking,
            clock,
            System::nanoTime),
        sessionIds::next);
  }

  private Phoenix phoenix(Config config) {
    return new Phoenix(
        config,
        new Phoenix.Parts(
            hubs.node(), longPollLoop, sessionIds::next, this::newIncident, random, clock),
        List.of(chat.channels(), ticks.api().channels()));
  }

  private Map<String, Dialect> dialects(Config config) {
    Map<String, Dialect> dialects = new HashMap<>();
    if (config.sockets().enabled()) {
      dialects.put("/ws", topics.dialect());
      dialects.put("/", exchange.dialect());
      dialects.put("/exchange/ws", exchange.dialect());
      dialects.put("/api/ws", desk.dialect());
      dialects.putAll(phoenix.dialects());
    }
    return dialects;
  }

  private Server server(Config config, Figures figures, EventLoops loops) {
    Gate gate = gate(config, loops);
    watch(figures, gate);
    return new Server(
        Translation.server(config),
        new Apis(
            new Router(routes(config), this::newIncident, StorageException.class::isInstance),
            dialects(config)),
        new Server.Parts(loops, gate, sockets, sockets, figures));
  }

  private Gate gate(Config config, EventLoops loops) {
    return new Gate(
        Translation.gate(config.limits(), metrics.maxFiles(), loops.count()),
        random,
        new HeapShare(System::nanoTime));
  }

  private ChatParts.Shared shared() {
    return new ChatParts.Shared(
        cluster, topics, new Authenticator(people.tokens()), clock, random, blocking);
  }

  private List<Route> routes(Config config) {
    Authenticator authenticator = new Authenticator(people.tokens());
    SharedRoutes routes =
        new SharedRoutes()
            .add(
                new AuthRoutes(
                        people.identity(),
                        authenticator,
                        people.limits(),
                        clock,
                        chatParts::registered)
                    .routes())
            .add(new KeyRoutes(people.keys(), people.identity(), authenticator, clock).routes())
            .add(topics.routes())
            .add(chatParts.routes())
            .add(exchangeParts.rest(people).routes())
            .add(ticks.routes(people))
            .add(deskParts.routes(people))
            .add(config.sockets().enabled() ? phoenix.routes() : List.of())
            .add(List.of(status(config).route(), metrics.route()))
            .add(new HealthRoutes(health).routes())
            .add(new Pages(config.mode() == Mode.DEMO).routes());
    return OpenApi.describedAt("/docs/openapi.json", "Carillon", Version.TEXT, routes.routes());
  }

  private StatusRoute status(Config config) {
    return new StatusRoute(
        new StatusRoute.About(
            Version.TEXT,
            config.mode().name().toLowerCase(Locale.ROOT),
            List.of("topics", "chat", "exchange", "ticks", "desk")),
        new StatusRoute.Counts(
            () -> System.nanoTime() - startedNanos,
            () -> totals.now().connections(),
            () -> totals.now().received(),
            () -> totals.now().delivered()));
  }

  /** What stands in an error's answer and beside it in the log. */
  private String newIncident() {
    return HexFormat.of().toHexDigits(random.nextInt());
  }
}
