package dev.carillon.api.exchange;

import dev.carillon.api.exchange.feed.Past;
import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.hub.ReadyEncoder;
import dev.carillon.core.limit.ConcurrencyLimit;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.engine.Engine;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Exchange API's socket put together: what all its connections share. Any thread. */
public final class ExchangeApi {
  private static final int MAX_RATED_ADDRESSES = 100_000;

  /** Who subscribes reads from the engine, and then from the history what came since. */
  private static final int KEPT_EVENTS = 1_000;

  private static final long KEPT_MILLIS = 10_000;
  private static final Logger log = LoggerFactory.getLogger(ExchangeApi.class);

  private final ExchangeSettings settings;
  private final ExchangePorts ports;
  private final LongSupplier sessionIds;
  private final ReadyEncoder encoder = new ReadyEncoder();
  private final UserConnections<ExchangeSession> users = new UserConnections<>(Integer.MAX_VALUE);
  private final Set<ExchangeSession> sessions = ConcurrentHashMap.newKeySet();
  private final ConcurrencyLimit<String> addresses;
  private final @Nullable KeyedRate<String> badTokens;
  private final TokenVerifier either;
  private final Departures departures;
  private volatile boolean draining;

  /**
   * Puts the parts together.
   *
   * @param sessionIds a new id for each connection: not 0, not twice in this process
   */
  public ExchangeApi(ExchangeSettings settings, ExchangePorts ports, LongSupplier sessionIds) {
    this.settings = settings;
    this.ports = ports;
    this.sessionIds = sessionIds;
    this.addresses = new ConcurrencyLimit<>(settings.limits().connectionsPerAddress());
    Rate rate = settings.limits().badTokens();
    this.badTokens = rate == null ? null : new KeyedRate<>(rate, MAX_RATED_ADDRESSES);
    this.either = new TokenOrKey(ports.tokens(), ports.keys());
    this.departures = new Departures(ports.engine());
  }

  /** What the hub must keep for a moment, so that who subscribes misses nothing. */
  public static HistoryRule historyRule() {
    TopicPattern all = Objects.requireNonNull(TopicPattern.parse(Stream.SPACE, "**"));
    return new HistoryRule(all, KEPT_EVENTS, KEPT_MILLIS);
  }

  /**
   * The engine takes commands: learns the pairs it knows already. Before the first connection.
   *
   * @throws IllegalStateException when the hub does not keep {@link #historyRule()}: subscribers
   *     would miss events, and nobody would notice
   */
  public void start() {
    if (!ports.hub().keepsHistoryOf(new Stream.Trades("any").topic())) {
      throw new IllegalStateException("the hub has no history rule for the exchange's topics");
    }
    ports.engine().read(ports.feed()::adopt);
  }

  /** What the wire opens connections with. */
  public Dialect dialect() {
    return new ExchangeDialect(this);
  }

  /** Ends connections whose token or key was revoked. */
  public RevocationListener revocations() {
    return users;
  }

  /** Says to all that the server goes down; they are closed later. */
  public void drain() {
    draining = true;
    sessions.forEach(session -> session.onLoop(session::tellStatus));
  }

  /** Does again what the engine had no room for. To be called several times a second. */
  public void tick() {
    departures.again();
  }

  /** How many connections there are. */
  public int connections() {
    return sessions.size();
  }

  ExchangeSettings settings() {
    return settings;
  }

  ExchangePorts ports() {
    return ports;
  }

  Engine engine() {
    return ports.engine();
  }

  Pairs pairs() {
    return ports.feed().pairs();
  }

  Interest interest() {
    return ports.feed().interest();
  }

  ReadyEncoder encoder() {
    return encoder;
  }

  Departures departures() {
    return departures;
  }

  /** Those whose user is known. */
  UserConnections<ExchangeSession> users() {
    return users;
  }

  long nowMillis() {
    return ports.clock().millis();
  }

  long newSessionId() {
    return sessionIds.getAsLong();
  }

  /** What the history knows; nothing when it can't be asked: it is told what is remembered. */
  Past past(Stream stream, Wish wish) {
    try {
      return ports.feed().past(stream, wish);
    } catch (RuntimeException e) {
      log.error("the history of trades could not be asked", e);
      return Past.NONE;
    }
  }

  String status() {
    return draining ? "draining" : "connected";
  }

  /** How many connections an address may still open. */
  int connectionsLeft(String address) {
    return Math.max(0, settings.limits().connectionsPerAddress() - addresses.held(address));
  }

  /** Counts a connection, if its address may have one more, until {@link #leave}. */
  boolean enter(ExchangeSession session, String address) {
    if (!addresses.acquire(address)) {
      return false;
    }
    sessions.add(session);
    return true;
  }

  void leave(ExchangeSession session, String address) {
    sessions.remove(session);
    addresses.release(address);
  }

  /** How many milliseconds the address may show no token, because too many were none. */
  long badTokenWait(String address) {
    return badTokens == null ? 0 : badTokens.waitMillis(address, ports.nanoTime().getAsLong());
  }

  void badToken(String address) {
    if (badTokens != null) {
      badTokens.take(address, ports.nanoTime().getAsLong());
    }
  }

  /** As the verifiers say; one that fails is one that can't be asked now. Blocks. */
  Verification verify(Credential shown) {
    try {
      return switch (shown.kind()) {
        case TOKEN -> ports.tokens().verify(shown.secret());
        case KEY -> ports.keys().verify(shown.secret());
        case EITHER -> either.verify(shown.secret());
      };
    } catch (RuntimeException e) {
      log.error("a token could not be checked", e);
      return new Rejected(Reason.UNAVAILABLE, "try again later");
    }
  }
}
