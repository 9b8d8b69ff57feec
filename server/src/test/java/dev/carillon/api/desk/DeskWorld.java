package dev.carillon.api.desk;

import static dev.carillon.api.desk.format.Samples.EURUSD;
import static dev.carillon.api.desk.format.Samples.GBPUSD;
import static dev.carillon.api.desk.format.Samples.USDJPY;

import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.feed.DeskFeed;
import dev.carillon.api.desk.feed.FeedSettings;
import dev.carillon.api.desk.feed.Probe;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Strategy;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Desk API over a staged desk and a loop that is turned by hand, at the new year of 2024.
 * Tokens are {@code john} and {@code jane}; the connections conn_456 and conn_123456 and the
 * strategy strategy_123 are John's, conn_jane and strategy_jane are Jane's.
 */
final class DeskWorld {
  static final long HOUR = 3_600_000;

  final FakeClock clock = new FakeClock();
  final Map<String, Verification> tokens = new HashMap<>();

  /** What waits for a thread that may block. */
  final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();

  /** What the probes find. */
  final Map<String, Condition> components = new LinkedHashMap<>();

  /** Whose probes fail. */
  final Set<String> failing = new HashSet<>();

  final List<DeskClient> clients = new ArrayList<>();
  final FakeLoop loop = new FakeLoop();
  final DeskFeed feed;
  final StagedDesk desk;
  final HandDesk engine;
  final DeskApi api;
  private final Map<String, Long> sequences = new HashMap<>();

  DeskWorld() {
    this(DeskSettings.DEFAULTS.withLimits(DeskSettings.Limits.OFF));
  }

  DeskWorld(DeskSettings settings) {
    this(settings, null);
  }

  /** Over another desk than the staged one, which then is not heard. */
  static DeskWorld over(BiFunction<DeskFeed, LongSupplier, HandDesk> engine) {
    return new DeskWorld(DeskSettings.DEFAULTS.withLimits(DeskSettings.Limits.OFF), engine);
  }

  private DeskWorld(
      DeskSettings settings, @Nullable BiFunction<DeskFeed, LongSupplier, HandDesk> other) {
    Hub hub =
        Hub.over(List.of(loop), new LocalBus(7), new History(List.of(), 1 << 20), HubListener.NONE);
    feed = new DeskFeed(hub, FeedSettings.DEFAULTS, "now");
    desk = new StagedDesk(feed, clock::millis);
    engine = other == null ? desk : other.apply(feed, clock::millis);
    List<Probe> probes =
        List.of("database", "redis", "matching").stream()
            .map(name -> new Probe(name, () -> look(name)))
            .toList();
    DeskPorts ports =
        new DeskPorts(hub, engine, feed, this::verify, probes, blocking::add, clock, clock::nanos);
    api = new DeskApi(settings, ports, new AtomicLong()::incrementAndGet);
    desk.happens(
        new DeskEvent.SymbolChanged(EURUSD),
        new DeskEvent.SymbolChanged(GBPUSD),
        new DeskEvent.SymbolChanged(USDJPY));
    for (String user : List.of("john", "jane")) {
      tokens.put(user, new Verified(principal(user, "jti-" + user, HOUR)));
    }
    connection("john", "conn_456");
    connection("john", "conn_123456");
    connection("jane", "conn_jane");
    strategy("john", "strategy_123");
    strategy("jane", "strategy_jane");
    components.put("redis", Condition.NOT_CONFIGURED);
    api.start();
    run();
  }

  private Condition look(String component) {
    if (failing.contains(component)) {
      throw new IllegalStateException(component + " does not answer");
    }
    return components.getOrDefault(component, Condition.HEALTHY);
  }

  private Verification verify(String shown) {
    if (shown.equals("bug")) {
      throw new IllegalStateException("a verifier with a bug");
    }
    return tokens.getOrDefault(shown, new Rejected(Reason.INVALID, "not a token"));
  }

  /** A principal whose token is good for so long. */
  Principal principal(String user, String tokenId, long millis) {
    long now = clock.millis();
    return new Principal(user, user, Set.of(), tokenId, now, now + millis, Permissions.UNSTATED);
  }

  private void connection(String owner, String id) {
    desk.happens(
        new DeskEvent.ConnectionChanged(
            new Connection(id, owner, id, true, clock.millis()), next(owner)));
  }

  private void strategy(String owner, String id) {
    desk.happens(
        new DeskEvent.StrategyChanged(
            new Strategy(id, owner, id, Strategy.Status.ACTIVE, clock.millis()), next(owner)));
  }

  /** The sequence of an owner's next event. */
  long next(String owner) {
    return sequences.merge(owner, 1L, Long::sum);
  }

  /** Something happens, and everybody hears of it. */
  void happens(DeskEvent... events) {
    desk.happens(events);
    run();
  }

  /** A new connection that shows nothing. */
  DeskClient connect() {
    return connect(Map.of(), Map.of());
  }

  /** A new connection that shows a token in its address. */
  DeskClient connectAs(String token) {
    return connect(Map.of("token", List.of(token)), Map.of());
  }

  DeskClient connect(Map<String, List<String>> query, Map<String, List<String>> headers) {
    Admission admission = admit("127.0.0.1", query, headers);
    DeskClient client = new DeskClient(this, loop, (Admission.Accepted) admission);
    clients.add(client);
    run();
    return client;
  }

  /** What is said to a handshake in the end. */
  Admission admit(
      String address, Map<String, List<String>> query, Map<String, List<String>> headers) {
    Admission admission =
        api.dialect().admit(new Handshake("/api/ws", query, headers, List.of(), address));
    return admission instanceof Admission.Pending(var ask) ? ask.get() : admission;
  }

  /** Lets everything happen that is due. */
  void run() {
    boolean busy = true;
    while (busy) {
      busy = false;
      for (Runnable task = blocking.poll(); task != null; task = blocking.poll()) {
        task.run();
        busy = true;
      }
      busy |= engine.runBatch(Integer.MAX_VALUE);
      busy |= loop.runTurn() > 0;
      for (DeskClient client : clients) {
        busy |= client.deliverWaiting();
      }
    }
  }

  /** Lets time pass, and tells every connection and the desk. */
  void pass(long millis) {
    clock.advanceMillis(millis);
    engine.passTime();
    clients.forEach(DeskClient::tick);
    api.tick();
    run();
  }
}
