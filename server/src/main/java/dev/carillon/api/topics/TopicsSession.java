package dev.carillon.api.topics;

import dev.carillon.api.topics.ClientMessage.Auth;
import dev.carillon.api.topics.ClientMessage.Malformed;
import dev.carillon.api.topics.ClientMessage.Ping;
import dev.carillon.api.topics.ClientMessage.Publish;
import dev.carillon.api.topics.ClientMessage.Subscribe;
import dev.carillon.api.topics.ClientMessage.Unsubscribe;
import dev.carillon.api.topics.Refusals.Words;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.limit.Quota;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Refusal;
import dev.carillon.core.session.Session;
import dev.carillon.core.topic.Topic;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import dev.carillon.json.JsonWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to {@code /ws}. Confined to its event loop, but for {@link #revoked}.
 *
 * <p>There may be very many idle connections: what only some need is made when they do.
 */
final class TopicsSession extends Session implements RevocationListener {
  /** So many refused in one window is no burst. */
  static final int ABUSE = 1_000;

  static final long ABUSE_WINDOW_MILLIS = 10_000;

  private final TopicsApi api;
  private final Quota quota;
  private final boolean showsPatterns;
  private final Login login;
  private @Nullable String offeredToken;
  private @Nullable Subscriptions subscriptions;

  /** What came in one frame behind an {@code auth} that is being checked, or waits to be opened. */
  private @Nullable List<ClientMessage> waiting;

  /** How many of them were counted against the quota. */
  private int waitingCounted;

  /** Whether the next message asks for what the other nodes do not publish for this one yet. */
  private boolean opening;

  private @Nullable Payload sender;
  private boolean leaving;
  private int overQuota;
  private long overQuotaUntilMillis;

  /**
   * A connection that is not logged in yet.
   *
   * @param showsPatterns whether a pattern's deliveries carry the pattern as their topic
   * @param offeredToken a token that came with the handshake, or null
   */
  TopicsSession(TopicsApi api, Link link, boolean showsPatterns, @Nullable String offeredToken) {
    Quota quota = api.settings().limits().newQuota(api.ports().nanoTime().getAsLong());
    super(api.newSessionId(), link, quota, api.settings().outboxBytes());
    this.api = api;
    this.quota = quota;
    this.showsPatterns = showsPatterns;
    this.offeredToken = offeredToken;
    this.login = new Login(this);
  }

  /** How others see this connection, once it has logged in. */
  String connectionId() {
    return api.names().of(id(), access().principal().userId());
  }

  @Override
  protected void onOpen() {
    if (offeredToken != null) {
      login.authenticate(null, offeredToken);
      offeredToken = null;
    }
  }

  @Override
  protected void onText(byte[] utf8, int offset, int length) {
    process(api.codec().decode(utf8, offset, length), 1);
  }

  /**
   * Handles messages in order, up to an {@code auth}, or to one that has to wait.
   *
   * @param counted how many were counted against the quota already: the first of each frame
   */
  private void process(List<ClientMessage> messages, int counted) {
    for (int i = 0; i < messages.size() && !leaving; i++) {
      long now = api.ports().nanoTime().getAsLong();
      if (i >= counted && !quota.take(now)) {
        onOverQuota(quota.waitMillis(now));
        continue;
      }
      if (!isOpen(messages.get(i))) {
        await(messages.subList(i, messages.size()), 1);
        return;
      }
      handle(messages.get(i), api.nowMillis());
      if (login.isVerifying()) {
        await(messages.subList(i + 1, messages.size()), 0);
        return;
      }
    }
  }

  private void await(List<ClientMessage> behind, int counted) {
    waiting = behind.isEmpty() ? null : behind;
    waitingCounted = counted;
  }

  /** Whether what is subscribed now comes from all nodes; if not, it is waited for. */
  private boolean isOpen(ClientMessage message) {
    if (!(message instanceof Subscribe subscribe)
        || login.access() == null
        || subscriptions().isOpen(subscribe, () -> onLoop(this::opened))) {
      return true;
    }
    opening = true;
    link().pause();
    return false;
  }

  private void opened() {
    if (opening) {
      opening = false;
      goOn();
    }
  }

  private void handle(ClientMessage message, long nowMillis) {
    if (!(message instanceof Malformed malformed && malformed.broken())) {
      understood();
    }
    switch (message) {
      case Auth(var id, var token) -> login.authenticate(id, token);
      case Ping(var id) -> send(ServerFrames.pong(id, nowMillis));
      case Subscribe subscribe -> {
        if (mayGoOn(subscribe.id(), subscribe.topics().getFirst(), nowMillis)) {
          subscriptions().subscribe(subscribe, showsPatterns, nowMillis);
        }
      }
      case Unsubscribe unsubscribe -> {
        if (login.access() == null) {
          refuse(unsubscribe.id(), Refusal.UNAUTHENTICATED, null);
        } else {
          subscriptions().unsubscribe(unsubscribe, nowMillis);
        }
      }
      case Publish publish -> {
        if (mayGoOn(publish.id(), publish.topic(), nowMillis)) {
          publish(publish, nowMillis);
        }
      }
      case Malformed malformed -> answer(malformed);
    }
  }

  private void answer(Malformed message) {
    refuse(
        message.id(),
        Refusal.MALFORMED,
        json -> json.field("field", message.field()).field("issue", message.issue()));
    if (message.broken()) {
      notUnderstood();
    }
  }

  /** Whether the client is logged in, its token still good, and its user within the rate. */
  private boolean mayGoOn(@Nullable Payload id, String topic, long nowMillis) {
    Access known = login.access();
    if (known == null) {
      refuse(id, Refusal.UNAUTHENTICATED, Topics.about(topic));
      return false;
    }
    if (nowMillis >= known.principal().expiresAtMillis()) {
      refuse(id, Topics.words(Verification.Reason.EXPIRED), Topics.about(topic));
      return false;
    }
    long wait = api.takeOf(known.principal().userId(), 1);
    if (wait > 0) {
      tooMany(id, wait);
      return false;
    }
    return true;
  }

  private void publish(Publish message, long nowMillis) {
    Topic topic = Topic.parse(TopicsApi.SPACE, message.topic());
    if (topic == null) {
      String issue = message.topic().indexOf('*') < 0 ? Topics.NAME_ISSUE : Topics.WILDCARD_ISSUE;
      refuse(message.id(), Refusal.MALFORMED, Topics.badTopic(message.topic(), issue));
      return;
    }
    if (!access().mayPublish(topic)) {
      refuse(message.id(), Refusal.FORBIDDEN, Topics.about(message.topic()));
      return;
    }
    Publication publication =
        new Publication(
            topic,
            message.eventType(),
            message.data(),
            metadata(message.metadata()),
            nowMillis,
            Set.of(),
            null,
            message.echo() ? 0 : id());
    api.hub().publish(publication, receipt -> published(message, receipt));
  }

  /** Perhaps on another thread. */
  private void published(Publish message, Receipt receipt) {
    if (receipt instanceof Receipt.Published && !message.ack()) {
      return;
    }
    if (link().loop().inLoop()) {
      answer(message, receipt);
    } else {
      onLoop(() -> answer(message, receipt));
    }
  }

  private void answer(Publish message, Receipt receipt) {
    switch (receipt) {
      case Receipt.Published(var offset) ->
          send(ServerFrames.published(message.id(), message.topic(), offset, api.nowMillis()));
      case Receipt.Lost _ -> refuse(message.id(), Refusal.NOT_READY, Topics.about(message.topic()));
    }
  }

  /** The client's members, and behind them who sent it. */
  private Payload metadata(@Nullable Payload members) {
    Payload known = sender;
    if (known == null) {
      known = Topics.sender(access().principal().userId(), connectionId());
      sender = known;
    }
    return members == null ? known : Topics.join(members, known);
  }

  /** What was waited for has come to an end: goes on with what waited for it. */
  void goOn() {
    List<ClientMessage> behind = waiting;
    waiting = null;
    if (behind != null) {
      process(behind, waitingCounted);
    }
    if (!login.isVerifying() && !opening) {
      link().resume();
    }
  }

  /** The client has logged in again, perhaps to other rights. */
  void review() {
    if (subscriptions != null) {
      subscriptions.review();
    }
  }

  /** Ends the connection if the token it showed is covered. Any thread. */
  @Override
  public void revoked(Revocation revocation) {
    onLoop(() -> login.revoked(revocation));
  }

  @Override
  public void onTick(long nowMillis) {
    if (!leaving) {
      login.tick(nowMillis);
    }
  }

  @Override
  public long nextTickMillis() {
    return login.dueMillis();
  }

  @Override
  protected void onOverQuota(long retryAfterMillis) {
    tooMany(null, retryAfterMillis);
  }

  @Override
  protected void onTooManyBroken() {
    leaving = true;
    refuse(null, new Words(429, "Too many broken messages in a row"), null);
  }

  private void tooMany(@Nullable Payload id, long waitMillis) {
    long now = api.nowMillis();
    if (now >= overQuotaUntilMillis) {
      overQuota = 0;
      overQuotaUntilMillis = now + ABUSE_WINDOW_MILLIS;
    }
    long seconds = Math.max(1, Math.ceilDiv(waitMillis, 1_000));
    refuse(id, Refusal.RATE_LIMITED, json -> json.field("retryAfter", seconds));
    if (++overQuota >= ABUSE) {
      leave(Refusals.of(Refusal.RATE_LIMITED), "sustained abuse of the message rate");
    }
  }

  /** Says why, then closes with 1008. */
  void leave(Words words, String reason) {
    leaving = true;
    refuse(null, words, null);
    close(CloseReason.policy(reason));
  }

  @Override
  protected void onEnd(CloseReason reason) {
    leaving = true;
    if (subscriptions != null) {
      subscriptions.end();
    }
    login.end();
  }

  TopicsApi api() {
    return api;
  }

  Access access() {
    Access known = login.access();
    if (known == null) {
      throw new IllegalStateException("nobody is logged in");
    }
    return known;
  }

  void send(Frame frame) {
    outbox().offer(frame);
  }

  void refuse(@Nullable Payload id, Refusal refusal, @Nullable Consumer<JsonWriter> details) {
    refuse(id, Refusals.of(refusal), details);
  }

  void refuse(@Nullable Payload id, Words words, @Nullable Consumer<JsonWriter> details) {
    send(ServerFrames.error(id, words, details, api.nowMillis()));
  }

  private Subscriptions subscriptions() {
    if (subscriptions == null) {
      subscriptions = new Subscriptions(this);
    }
    return subscriptions;
  }
}
