package dev.carillon.api.topics;

import dev.carillon.core.auth.Verification;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.cluster.SharedCounts;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.topic.Topic;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections;
import dev.carillon.json.Json;
import dev.carillon.messages.Unpublished;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Topics API put together: what all its connections and routes share. Any thread. */
public final class TopicsApi {
  /** The space of this API's topics: no other API's pattern reaches them. */
  public static final String SPACE = "topics";

  static final Topic MESSAGES = Topic.of(SPACE, "messages");

  private static final int MAX_RATED_USERS = 100_000;
  private static final int LEFT_AT_ONCE = 100;
  private static final Logger log = LoggerFactory.getLogger(TopicsApi.class);

  private final TopicsSettings settings;
  private final TopicsPorts ports;
  private final LongSupplier sessionIds;
  private final TopicsCodec codec = new TopicsCodec();
  private final BroadcastEncoder encoder = BroadcastEncoder.ofTopics();
  private final ActiveTopics topics = new ActiveTopics();
  private final TopicsPresence presence;
  private final TopicsFeed feed;
  private final SharedCounts counts;
  private final UserConnections<TopicsSession> connections;
  private final Everywhere everywhere;
  private final @Nullable KeyedRate<String> userRate;

  /**
   * Puts the parts together.
   *
   * @param sessionIds a new id for each connection: not 0, not twice in this process
   */
  public TopicsApi(TopicsSettings settings, TopicsPorts ports, LongSupplier sessionIds) {
    this.settings = settings;
    this.ports = ports;
    this.sessionIds = sessionIds;
    this.presence = new TopicsPresence(ports);
    this.feed = new TopicsFeed(this);
    this.counts = new SharedCounts(ports.cluster(), "topics.connections", ports.blocking());
    this.connections =
        new UserConnections<>(
            settings.limits().connectionsPerUser(),
            new UserConnections.Elsewhere(counts::elsewhere, counts::add));
    this.everywhere = new Everywhere(this);
    Rate perUser = settings.limits().perUser();
    this.userRate = perUser == null ? null : new KeyedRate<>(perUser, MAX_RATED_USERS);
  }

  /** What the wire opens connections with. */
  public Dialect dialect() {
    return new TopicsDialect(this);
  }

  /** The REST side. */
  public List<Route> routes() {
    Authenticator authenticator = new Authenticator(this::verify);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new MessageRoutes(this, authenticator, feed).routes());
    routes.addAll(new TopicRoutes(this, authenticator).routes());
    return List.copyOf(routes);
  }

  /** Ends connections whose token was revoked. */
  public RevocationListener revocations() {
    return connections;
  }

  /** Publishes what another part of the server tells, to its readers alone. */
  public void publish(ServerEvent event) {
    byte[] json = Json.bytes(event.data());
    hub()
        .publish(
            new Publication(
                Topic.of(SPACE, event.topic()),
                event.event(),
                Payload.copyOf(json, 0, json.length),
                Topics.sender(event.senderId(), null),
                event.atMillis(),
                event.readers(),
                null,
                0));
  }

  /**
   * Ends a window of presence: tells who came and went in it. To be called several times a second.
   */
  public void flushPresence() {
    presence.flush(nowMillis());
  }

  /** Tells other nodes how many connections users have here. To be called about once a second. */
  public void tellCounts() {
    counts.tick();
  }

  /**
   * Publishes what other nodes stored and did not come to publish: they are no more. Blocks on the
   * store. To be called now and then, while the bus has worked for longer than {@code olderMillis}.
   *
   * @param olderMillis what was stored later than so long ago is left to whoever stored it
   * @return how many messages were published
   */
  public int publishLeftBehind(long olderMillis) {
    long now = nowMillis();
    List<Unpublished> left = ports.messages().unpublished(now - olderMillis, now, LEFT_AT_ONCE);
    left.forEach(feed::again);
    return left.size();
  }

  TopicsPresence presence() {
    return presence;
  }

  TopicsSettings settings() {
    return settings;
  }

  TopicsPorts ports() {
    return ports;
  }

  Hub hub() {
    return ports.hub();
  }

  TopicsCodec codec() {
    return codec;
  }

  BroadcastEncoder encoder() {
    return encoder;
  }

  ActiveTopics topics() {
    return topics;
  }

  /** This node and the others. */
  Everywhere everywhere() {
    return everywhere;
  }

  /** Those that have logged in. */
  UserConnections<TopicsSession> connections() {
    return connections;
  }

  long nowMillis() {
    return ports.clock().millis();
  }

  ConnectionNames names() {
    return ports.names();
  }

  long newSessionId() {
    return sessionIds.getAsLong();
  }

  /**
   * Takes so many messages of what the user may send, all or none; how many milliseconds to wait
   * when they are too many.
   */
  long takeOf(String userId, int messages) {
    return userRate == null ? 0 : userRate.take(userId, messages, ports.nanoTime().getAsLong());
  }

  /** How many milliseconds until the user may send one more message. */
  long waitOf(String userId) {
    return userRate == null ? 0 : userRate.waitMillis(userId, ports.nanoTime().getAsLong());
  }

  /** As the verifier says; a verifier that fails is one that can't be asked now. */
  Verification verify(String token) {
    try {
      return ports.tokens().verify(token);
    } catch (RuntimeException e) {
      log.error("a token could not be checked", e);
      return new Verification.Rejected(Verification.Reason.UNAVAILABLE, "try again later");
    }
  }
}
