package dev.carillon.api.exchange;

import static dev.carillon.api.exchange.format.TestPairs.lots;
import static dev.carillon.api.exchange.format.TestPairs.ticks;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.TestPairs;
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
import dev.carillon.market.book.Side;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.PairStatus;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The Exchange API over a real engine and loops that are turned by hand. Tokens are {@code john},
 * {@code jane} and {@code market}, who have money; the API key {@code pk_john} is John's.
 */
final class ExchangeWorld {
  static final long HOUR = 3_600_000;
  static final String BTC = "BTC/USDT";

  final FakeClock clock = new FakeClock(Instant.parse("2025-11-11T12:00:00Z"));
  final Map<String, Verification> tokens = new HashMap<>();
  final Map<String, Verification> keys = new HashMap<>();

  /** What waits for a thread that may block. */
  final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();

  /** What was before this start; nothing is added. */
  final MemoryMarketHistory history = new MemoryMarketHistory();

  final List<ExchangeClient> clients = new ArrayList<>();
  final FakeLoop loop = new FakeLoop();
  final ExchangeFeed feed;
  final FakeEngine engine;
  final ExchangeApi api;

  ExchangeWorld() {
    this(ExchangeSettings.DEFAULTS);
  }

  ExchangeWorld(ExchangeSettings settings) {
    this(settings, FeedSettings.DEFAULTS);
  }

  ExchangeWorld(ExchangeSettings settings, FeedSettings feedSettings) {
    History kept = new History(List.of(ExchangeApi.historyRule()), 1 << 26);
    Hub hub = Hub.over(List.of(loop), new LocalBus(7), kept, HubListener.NONE);
    feed = new ExchangeFeed(hub, feedSettings, history, "now", clock.millis());
    engine = new FakeEngine(feed, clock::millis);
    ExchangePorts ports =
        new ExchangePorts(
            hub,
            engine,
            feed,
            token -> verify(tokens, token),
            key -> verify(keys, key),
            blocking::add,
            clock,
            clock::nanos);
    api = new ExchangeApi(settings, ports, new AtomicLong()::incrementAndGet);
    api.start();
    List.of(TestPairs.BTC, TestPairs.ETH, TestPairs.FED)
        .forEach(pair -> does(new Command.DefinePair(pair)));
    for (String user : List.of("john", "jane", "market")) {
      tokens.put(user, new Verified(principal(user, "jti-" + user, HOUR)));
      does(new Command.Deposit(user, "USDT", 1_000_000_00000000L, null));
      does(new Command.Deposit(user, "BTC", 100_00000000L, null));
    }
    keys.put("pk_john", new Verified(principal("john", "key-1", Long.MAX_VALUE)));
  }

  private static Verification verify(Map<String, Verification> known, String shown) {
    if (shown.equals("bug")) {
      throw new IllegalStateException("a verifier with a bug");
    }
    return known.getOrDefault(shown, new Rejected(Reason.INVALID, "not a token"));
  }

  /** A principal whose token is good for so long. */
  Principal principal(String user, String tokenId, long millis) {
    long now = clock.millis();
    long expires = millis == Long.MAX_VALUE ? millis : now + millis;
    return new Principal(user, user, Set.of(), tokenId, now, expires, Permissions.UNSTATED);
  }

  /** Has the engine do something, with nobody in between. */
  Answer does(Command command) {
    List<Answer> answers = new ArrayList<>();
    engine.submit(command, answers::add);
    run();
    return answers.getFirst();
  }

  /** Puts a limit order into the book of BTC. */
  OrderState rests(String owner, Side side, String price, String quantity) {
    return places(owner, OrderTerms.limit(side, ticks(price), lots(quantity)));
  }

  /** Gives an order in BTC that is accepted. */
  OrderState places(String owner, OrderTerms terms) {
    return ((Answer.Ordered) does(new Command.Place(owner, BTC, terms, null))).order();
  }

  /** Two orders that make one trade of BTC; the taker is Jane. */
  void trades(String price, String quantity) {
    rests("market", Side.SELL, price, quantity);
    rests("jane", Side.BUY, price, quantity);
  }

  void setStatus(PairStatus status) {
    does(new Command.SetStatus(BTC, status));
  }

  /** A new connection that shows nothing. */
  ExchangeClient connect() {
    return connect(Map.of(), Map.of());
  }

  /** A new connection that shows a token in its address. */
  ExchangeClient connectAs(String token) {
    return connect(Map.of("token", List.of(token)), Map.of());
  }

  ExchangeClient connect(Map<String, List<String>> query, Map<String, List<String>> headers) {
    Admission admission = admit("127.0.0.1", query, headers);
    ExchangeClient client = new ExchangeClient(this, loop, (Admission.Accepted) admission);
    clients.add(client);
    run();
    return client;
  }

  Admission admit(
      String address, Map<String, List<String>> query, Map<String, List<String>> headers) {
    return api.dialect().admit(new Handshake("/", query, headers, List.of(), address));
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
      for (ExchangeClient client : clients) {
        busy |= client.deliverWaiting();
      }
    }
  }

  /** Lets time pass, and tells every connection and the engine. */
  void pass(long millis) {
    clock.advanceMillis(millis);
    engine.passTime();
    clients.forEach(ExchangeClient::tick);
    api.tick();
    run();
  }
}
