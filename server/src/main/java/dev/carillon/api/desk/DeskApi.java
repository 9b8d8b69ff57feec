package dev.carillon.api.desk;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.hub.ReadyEncoder;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.Dialect;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Desk API's socket put together: what all its connections share. Any thread. */
public final class DeskApi {
  private static final int MAX_RATED = 100_000;
  private static final Logger log = LoggerFactory.getLogger(DeskApi.class);

  private final DeskSettings settings;
  private final DeskPorts ports;
  private final LongSupplier sessionIds;
  private final ReadyEncoder encoder = new ReadyEncoder();
  private final UserConnections<DeskSession> users = new UserConnections<>(Integer.MAX_VALUE);
  private final Set<DeskSession> sessions = ConcurrentHashMap.newKeySet();
  private final @Nullable KeyedRate<String> connectsOfAddress;
  private final @Nullable KeyedRate<String> connectsOfUser;
  private final Components components;
  private volatile boolean draining;

  /**
   * Puts the parts together.
   *
   * @param sessionIds a new id for each connection: not 0, not twice in this process
   */
  public DeskApi(DeskSettings settings, DeskPorts ports, LongSupplier sessionIds) {
    this.settings = settings;
    this.ports = ports;
    this.sessionIds = sessionIds;
    Rate connects = settings.limits().connects();
    this.connectsOfAddress = connects == null ? null : new KeyedRate<>(connects, MAX_RATED);
    this.connectsOfUser = connects == null ? null : new KeyedRate<>(connects, MAX_RATED);
    this.components = new Components(ports);
  }

  /** The desk takes commands: learns what it knows already. Before the first connection. */
  public void start() {
    ports.engine().read(ports.feed()::adopt);
    components.tick();
  }

  /** What the wire opens connections with. */
  public Dialect dialect() {
    return new DeskDialect(this);
  }

  /** Ends connections whose token was revoked. */
  public RevocationListener revocations() {
    return users;
  }

  /** The server goes down: nobody may connect any more. */
  public void drain() {
    draining = true;
  }

  /** Looks how the server is. To be called several times a second; does not block. */
  public void tick() {
    components.tick();
  }

  /** How many connections there are. */
  public int connections() {
    return sessions.size();
  }

  DeskSettings settings() {
    return settings;
  }

  DeskPorts ports() {
    return ports;
  }

  ReadyEncoder encoder() {
    return encoder;
  }

  UserConnections<DeskSession> users() {
    return users;
  }

  boolean isDraining() {
    return draining;
  }

  long nowMillis() {
    return ports.clock().millis();
  }

  long newSessionId() {
    return sessionIds.getAsLong();
  }

  void enter(DeskSession session) {
    sessions.add(session);
  }

  void leave(DeskSession session) {
    sessions.remove(session);
  }

  /** How many milliseconds an address must wait that has shown too many bad tokens; 0: none. */
  long addressWait(String address) {
    return connectsOfAddress == null
        ? 0
        : connectsOfAddress.waitMillis(address, ports.nanoTime().getAsLong());
  }

  /** An address has shown no good token. */
  void badConnect(String address) {
    if (connectsOfAddress != null) {
      connectsOfAddress.take(address, ports.nanoTime().getAsLong());
    }
  }

  /** Counts a connect of a user; how many milliseconds it must wait instead, or 0. */
  long userWait(Principal user) {
    return connectsOfUser == null
        ? 0
        : connectsOfUser.take(user.userId(), ports.nanoTime().getAsLong());
  }

  /** As the verifier says; one that fails is one that can't be asked now. Blocks. */
  Verification verify(String token) {
    try {
      return ports.tokens().verify(token);
    } catch (RuntimeException e) {
      log.error("a token could not be checked", e);
      return new Rejected(Reason.UNAVAILABLE, "try again later");
    }
  }
}
