package dev.carillon.api.ticks;

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
import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKey;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.KeyTokens;
import dev.carillon.identity.MemoryApiKeyStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.protocol.phoenix.PhoenixEndpoint;
import dev.carillon.protocol.phoenix.PhoenixPorts;
import dev.carillon.protocol.phoenix.PhoenixSettings;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TradingDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Ticks API over loops that are turned by hand: the tokens of the document, of which 22 and
 * 2442 have traded; John with the keys {@code demo} and {@code other}, Jane with {@code janes}.
 */
final class TicksWorld {
  static final List<String> TOKENS = List.of("22", "25", "2442", "3812", "35006", "42685", "41289");
  static final TradingDay DAY = new TradingDay(LocalTime.of(6, 0), ZoneId.of("Asia/Kolkata"));

  final FakeClock clock = new FakeClock(Instant.parse("2025-01-09T12:55:00Z"));
  final Queue<Runnable> blocking = new ArrayDeque<>();
  final List<FakeLoop> loops;
  final List<TicksClient> clients = new ArrayList<>();
  final Map<String, Verification> tokens = new HashMap<>();
  final MemoryUserStore users = new MemoryUserStore();
  final ApiKeys keys;
  final KeyTokens keyTokens = new KeyTokens(new byte[32]);
  final TicksApi api;
  private final PhoenixEndpoint endpoint;

  TicksWorld() {
    this(3_000, 1);
  }

  TicksWorld(int maxTokens, int loopCount) {
    loops = IntStream.range(0, loopCount).mapToObj(FakeLoop::new).toList();
    Hub hub = Hub.over(loops, new LocalBus(7), new History(List.of(), 0), HubListener.NONE);
    Revocations revocations = new Revocations(900_000);
    keys = new ApiKeys(new MemoryApiKeyStore(), users, revocations, new Random(1));
    Stream.of("john", "jane").forEach(this::user);
    keys.ensureKey("john", "Ticks", "demo", clock.millis());
    keys.ensureKey("john", "Other", "other", clock.millis());
    keys.ensureKey("jane", "Ticks", "janes", clock.millis());
    api =
        new TicksApi(
            new TicksSettings(Duration.ofMillis(250), maxTokens, DAY),
            new TicksPorts(keys, keyTokens, this::verify, blocking::add, clock));
    revocations.listen(api.revocations());
    AtomicLong ids = new AtomicLong();
    endpoint =
        new PhoenixEndpoint(
            new PhoenixSettings(100, 1 << 22, 256, 1 << 20, Duration.ofSeconds(30), null),
            new PhoenixPorts(hub, ids::incrementAndGet, clock::nanos, () -> "incident"),
            List.of(api.channels()));
    api.board().add(TOKENS.stream().map(TicksWorld::instrument).toList());
    tick("22", 220_800, 1, "2025-01-09T12:53:00Z");
    tick("2442", 24_295, 499, "2025-01-09T12:54:39Z");
  }

  private void user(String id) {
    users.create(
        new Account(new User(id, id + "@x.y", id, Set.of(), clock.millis(), false), "hash"));
    tokens.put("jwt-" + id, new Verified(principal(id, "jti-" + id, 900_000)));
  }

  /** A principal whose token is good for so long. */
  Principal principal(String user, String tokenId, long millis) {
    long now = clock.millis();
    return new Principal(user, user, Set.of(), tokenId, now, now + millis, Permissions.UNSTATED);
  }

  private Verification verify(String token) {
    if (token.equals("bug")) {
      throw new IllegalStateException("a verifier with a bug");
    }
    return tokens.getOrDefault(token, new Rejected(Reason.INVALID, "not a token"));
  }

  static Instrument instrument(String token) {
    return new Instrument(
        token,
        "NSE",
        "S" + token,
        "Share " + token,
        Instrument.Steps.SHARES,
        Instrument.Contract.share("NSE"));
  }

  int place(String token) {
    return api.board().instruments().place(token).orElseThrow();
  }

  void tick(String token, long ltp, long ltq, String ltt) {
    Tick tick = new Tick(ltp, ltq, Instant.parse(ltt).toEpochMilli());
    api.board().feed(List.of(Arrival.of(place(token), tick)));
  }

  /** At the time it is. */
  void tick(String token, long ltp, long ltq) {
    tick(token, ltp, ltq, clock.instant().toString());
  }

  ApiKey key(String value) {
    return keys.find(value).orElseThrow().key();
  }

  /** An access token of a key that is good for an hour. */
  String accessToken(String key) {
    return keyTokens.issue(key(key), clock.millis(), clock.millis() + 3_600_000).text();
  }

  /** A socket without a version, a token, or anything. */
  TicksClient connect() {
    return connect(Map.of(), 0);
  }

  /** A socket that speaks version 2. */
  TicksClient connectV2() {
    return connect(Map.of("vsn", List.of("2.0.0")), 0);
  }

  TicksClient connect(Map<String, List<String>> query, int loop) {
    Admission admission =
        endpoint.admit(new Handshake("/socket/websocket", query, Map.of(), List.of(), "127.0.0.1"));
    TicksClient client = new TicksClient(this, loops.get(loop), (Admission.Accepted) admission);
    clients.add(client);
    return client;
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
      for (FakeLoop loop : loops) {
        busy |= loop.runTurn() > 0;
      }
    }
  }

  /** Lets a whole window pass. */
  void window() {
    long slices = 250 / api.period().toMillis();
    for (long i = 0; i < slices; i++) {
      clock.advance(api.period());
      api.turn();
      run();
    }
  }

  /** Lets time pass, and tells every connection. */
  void pass(Duration time) {
    clock.advance(time);
    clients.forEach(TicksClient::tick);
    run();
  }
}
