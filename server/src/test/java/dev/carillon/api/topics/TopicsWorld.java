package dev.carillon.api.topics;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.messages.MemoryMessageStore;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The Topics API over loops that are turned by hand. Tokens are {@code john}, {@code jane}, {@code
 * jim} and {@code root} (an administrator), and what a test adds.
 */
final class TopicsWorld {
  static final long HOUR = 3_600_000;

  /** What all nodes have in common. */
  private static final byte[] SECRET = "the same on all nodes".getBytes(StandardCharsets.UTF_8);

  final FakeClock clock = new FakeClock(Instant.parse("2025-11-11T12:00:00Z"));
  final MemoryMessageStore messages = new MemoryMessageStore();
  final Map<String, Verification> tokens = new HashMap<>();

  /** What waits for a thread that may block. */
  final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();

  final List<TopicsClient> clients = new ArrayList<>();
  final List<FakeLoop> loops;
  final Hub hub;
  final TopicsApi api;

  TopicsWorld() {
    this(TopicsSettings.DEFAULTS);
  }

  TopicsWorld(TopicsSettings settings) {
    this(settings, 1);
  }

  TopicsWorld(TopicsSettings settings, int loopCount) {
    this(settings, loopCount, new Alone("alone"));
  }

  /** A node of a cluster. */
  TopicsWorld(TopicsSettings settings, int loopCount, Cluster cluster) {
    loops = IntStream.range(0, loopCount).mapToObj(FakeLoop::new).toList();
    History history =
        new History(
            List.of(
                rule("messages"),
                rule("messages.channel.*"),
                rule("messages.user.*"),
                rule("notifications.**")),
            1 << 24);
    hub = Hub.over(loops, new LocalBus(35), history, HubListener.NONE);
    AtomicLong ids = new AtomicLong();
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    TopicsPorts ports =
        new TopicsPorts(
            hub,
            hub,
            cluster,
            this::verify,
            messages,
            new ConnectionNames(SECRET, random),
            blocking::add,
            clock,
            clock::nanos,
            random);
    api = new TopicsApi(settings, ports, ids::incrementAndGet);
    for (String user : List.of("john", "jane", "jim")) {
      allow(user, principal(user, Set.of(), Permissions.UNSTATED));
    }
    allow("root", principal("root", Set.of("admin"), Permissions.UNSTATED));
  }

  void allow(String token, Principal principal) {
    tokens.put(token, new Verified(principal));
  }

  private Verification verify(String token) {
    if (token.equals("bug")) {
      throw new IllegalStateException("a verifier with a bug");
    }
    return tokens.getOrDefault(token, new Rejected(Reason.INVALID, "not a token"));
  }

  /** A principal whose token is good for an hour; the id of its token is its user's. */
  Principal principal(String user, Set<String> roles, Permissions permissions) {
    long now = clock.millis();
    return new Principal(user, user, roles, "jti-" + user, now, now + HOUR, permissions);
  }

  /** A new connection on the first loop. */
  TopicsClient connect() {
    return connect(0, Map.of(), List.of());
  }

  TopicsClient connect(int loop, Map<String, List<String>> query, List<String> subprotocols) {
    Handshake handshake = new Handshake("/ws", query, Map.of(), subprotocols, "127.0.0.1");
    Admission.Accepted accepted = (Admission.Accepted) api.dialect().admit(handshake);
    TopicsClient client = new TopicsClient(this, loops.get(loop), accepted);
    clients.add(client);
    run();
    return client;
  }

  /** A new connection that has logged in. */
  TopicsClient connectAs(String token) {
    return connectAs(token, 0);
  }

  TopicsClient connectAs(String token, int loop) {
    TopicsClient client = connect(loop, Map.of(), List.of());
    client.hears("{'type':'auth','token':'" + token + "'}");
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
      for (TopicsClient client : clients) {
        busy |= client.deliverWaiting();
      }
    }
  }

  /** Lets time pass, and tells every connection. */
  void pass(long millis) {
    clock.advanceMillis(millis);
    clients.forEach(TopicsClient::tick);
    run();
  }

  private static HistoryRule rule(String pattern) {
    TopicPattern parsed = Objects.requireNonNull(TopicPattern.parse(TopicsApi.SPACE, pattern));
    return new HistoryRule(parsed, 1_000, 24 * HOUR);
  }
}
