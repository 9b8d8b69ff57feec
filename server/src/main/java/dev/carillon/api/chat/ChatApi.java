package dev.carillon.api.chat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.cluster.SharedCounts;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.identity.RevocationListener;
import dev.carillon.identity.UserConnections;
import dev.carillon.protocol.phoenix.Channels;
import dev.carillon.protocol.phoenix.presence.ChannelPresence;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Chat API put together: what all its sockets share. Any thread. */
public final class ChatApi {
  /** The space of this API's topics that are kept for a moment. */
  public static final String SPACE = Broadcasts.SPACE;

  /** So long the place of a lost connection waits for its return. */
  private static final Duration PRESENCE_GRACE = Duration.ofSeconds(5);

  /** So long what a lost connection did not get can be told to the next. */
  private static final Duration UNDELIVERED_LIFE = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(ChatApi.class);

  private final ChatApiSettings settings;
  private final ChatPorts ports;
  private final Chat chat;
  private final ChatFeed feed;
  private final ChatRelay relay;
  private final Listeners listeners = new Listeners();
  private final Typing typing;
  private final ChannelPresence presence;
  private final Broadcasts broadcasts;
  private final ChatFeed.Seats seats = new ChatFeed.Seats(new Rooms(), new Memberships());
  private final ChatLimits limits;

  /** By the token's id. */
  private final Losses<Received.Position> positions =
      new Losses<>(UNDELIVERED_LIFE, Received.Position::earlier);

  private final SharedCounts counts;
  private final UserConnections<ChatSocket> connections;
  private final RestLimits restLimits;

  /**
   * Puts the parts together.
   *
   * @param rules of the chat itself
   */
  public ChatApi(ChatApiSettings settings, ChatSettings rules, ChatPorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.broadcasts = new Broadcasts(ports.hub(), ports.cluster(), ports.clock());
    this.typing = new Typing(broadcasts);
    this.feed = new ChatFeed(ports, broadcasts, typing, seats, settings.patience());
    this.listeners.add(feed);
    ChatApiSettings.@Nullable Limits perUser = settings.limits();
    this.limits = new ChatLimits(perUser, ports.nanoTime());
    this.relay = new ChatRelay(ports, feed, positions, limits);
    this.listeners.add(relay);
    this.chat = Chat.over(ports.store(), listeners, rules, ports.random());
    this.presence =
        new ChannelPresence(
            ports.hub(),
            ports.clock(),
            Integer.toUnsignedString(ports.random().nextInt(), Character.MAX_RADIX),
            PRESENCE_GRACE,
            new Presence.Sharing(ports.cluster(), SPACE, ports.blocking()));
    this.restLimits = new RestLimits(limits);
    this.counts = new SharedCounts(ports.cluster(), "chat.connections", ports.blocking());
    this.connections =
        new UserConnections<>(
            perUser == null ? Integer.MAX_VALUE : perUser.connections(),
            new UserConnections.Elsewhere(counts::elsewhere, counts::add));
  }

  /** What a Phoenix socket serves. */
  public Channels<?> channels() {
    return Channels.of(SPACE, new ChatSockets(this))
        .route(Broadcasts.CHANNEL + "*", new ChannelJoin(this)::join)
        .route(Broadcasts.WORKSPACE + "*", new WorkspaceJoin(this)::join);
  }

  /**
   * What the hub has to keep of this API's topics: whoever joins while things happen is told what
   * it kept. A join takes less than a second.
   */
  public static HistoryRule historyRule() {
    TopicPattern all = Objects.requireNonNull(TopicPattern.parse(SPACE, "**"));
    return new HistoryRule(all, 1_000, Duration.ofMinutes(1).toMillis());
  }

  /** The chat itself: what is done here is told to all sockets. */
  public Chat chat() {
    return chat;
  }

  /** From now on tells somebody else what was committed too, behind the sockets. */
  public void listen(ChatListener listener) {
    listeners.add(listener);
  }

  /** From now on tells somebody else what other nodes committed, behind the sockets. */
  public void listenToOthers(ChatListener listener) {
    relay.listenToOthers(listener);
  }

  /** The limits as those count against them who come over HTTP. */
  public RestLimits restLimits() {
    return restLimits;
  }

  /** Ends sockets whose token was revoked. */
  public RevocationListener revocations() {
    return connections;
  }

  /** Ends windows of time: presence, typing, receipts. To be called several times a second. */
  public void tick() {
    presence.flush();
    feed.tick(nowMillis());
  }

  /** Tells other nodes how many connections users have here. To be called about once a second. */
  public void tellCounts() {
    counts.tick();
  }

  ChatApiSettings settings() {
    return settings;
  }

  ChatPorts ports() {
    return ports;
  }

  Hub hub() {
    return ports.hub();
  }

  ChatFeed feed() {
    return feed;
  }

  ChatRelay relay() {
    return relay;
  }

  ChannelOrder order() {
    return feed.order();
  }

  Typing typing() {
    return typing;
  }

  ChannelPresence presence() {
    return presence;
  }

  Broadcasts broadcasts() {
    return broadcasts;
  }

  Rooms rooms() {
    return seats.rooms();
  }

  Memberships memberships() {
    return seats.memberships();
  }

  ChatLimits limits() {
    return limits;
  }

  /** What connections that were cut surely had had, by the id of their token and the topic. */
  Losses<Received.Position> positions() {
    return positions;
  }

  /** The sockets whose token is good. */
  UserConnections<ChatSocket> connections() {
    return connections;
  }

  long nowMillis() {
    return ports.clock().millis();
  }

  /** As the verifier says; a verifier that fails is one that can't be asked now. */
  Verification verify(String token) {
    try {
      return ports.tokens().verify(token);
    } catch (RuntimeException e) {
      LOG.error("a token could not be checked", e);
      return new Verification.Rejected(Verification.Reason.UNAVAILABLE, "try again later");
    }
  }
}
