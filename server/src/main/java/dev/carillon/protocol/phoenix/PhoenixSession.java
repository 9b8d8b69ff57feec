package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.limit.Quota;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.limit.TokenBucket;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.json.JsonException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Phoenix socket. Confined to its event loop, but where {@link PhoenixSocket} says more. */
final class PhoenixSession extends Session implements PhoenixSocket {
  private static final String TRANSPORT_TOPIC = "phoenix";
  private static final String HEARTBEAT = "heartbeat";
  private static final String OWN_SPACE = "phoenix.socket";
  private static final String BINARY = "binary";
  private static final String TEXT = "text";
  private static final int MAX_TOPIC_CHARS = 255;
  private static final Payload TOO_MANY_CHANNELS = Replies.reason("too many channels joined");
  private static final Payload TOO_MANY_WAITING = Replies.reason("too_many_waiting");

  /** So many messages over the quota are no burst. */
  private static final Rate ABUSE = Rate.of(1_000, Duration.ofSeconds(10), 1_000);

  private final PhoenixEndpoint endpoint;
  private final List<Assigned<?>> apis;
  private final Quota quota;
  private final Quota abuse;
  private final Map<String, TopicSlot> slots = new HashMap<>();
  private int waitingBytes;
  private Serializer serializer;

  /** The client has not said its version, and its first message, which shows it, has not come. */
  private boolean isVersionOpen;

  /** Frames that are on their way through the shard's queue: no other may overtake them. */
  private final AtomicInteger told = new AtomicInteger();

  private @Nullable Topic ownTopic;
  private @Nullable Subscription own;
  private volatile boolean gone;

  /**
   * A socket that is open.
   *
   * @param asked the version the client asked for; null: it did not say
   */
  PhoenixSession(
      PhoenixEndpoint endpoint, Link link, List<Assigned<?>> apis, @Nullable Serializer asked) {
    long now = endpoint.ports().nanoTime().getAsLong();
    // Counted here, not by the superclass: what is refused gets a reply, for which it must be read.
    super(
        endpoint.ports().sessionIds().getAsLong(),
        link,
        Quota.UNLIMITED,
        endpoint.settings().outboxBytes());
    this.endpoint = endpoint;
    this.apis = List.copyOf(apis);
    this.quota = endpoint.settings().newQuota(now);
    this.abuse = new TokenBucket(ABUSE, now);
    this.serializer = asked == null ? SerializerV1.INSTANCE : asked;
    this.isVersionOpen = asked == null;
  }

  @Override
  protected void onOpen() {
    apis.forEach(this::open);
  }

  private <A> void open(Assigned<A> api) {
    api.channels().sockets().onOpen(api.assigns(), this);
  }

  @Override
  protected void onText(byte[] utf8, int offset, int length) {
    if (isVersionOpen) {
      isVersionOpen = false;
      if (Texts.begins(utf8, offset, length, '[')) {
        serializer = SerializerV2.INSTANCE;
      }
    }
    receive(() -> serializer.decode(utf8, offset, length));
  }

  @Override
  protected void onBinary(byte[] bytes, int offset, int length) {
    isVersionOpen = false;
    receive(() -> serializer.decodeBinary(bytes, offset, length));
  }

  private void receive(Supplier<Envelope> message) {
    Envelope envelope;
    try {
      envelope = message.get();
    } catch (JsonException e) {
      close(broken(e));
      return;
    }
    if (mayPass(envelope)) {
      receive(envelope);
    }
  }

  /** 1007: not JSON; 1003: JSON, but not a message. */
  private static CloseReason broken(JsonException e) {
    return e.field()
        .map(field ->
            CloseReason.of(
                1003,
                field.isEmpty() ? "a message " + e.getMessage() : field + " " + e.getMessage()))
        .orElseGet(() -> CloseReason.of(1007, String.valueOf(e.getMessage())));
  }

  /** Whether it is within the quota. A heartbeat and a leave pass, but count. */
  private boolean mayPass(Envelope message) {
    long now = nanoTime();
    if (quota.take(now)) {
      return true;
    }
    if (!abuse.take(now)) {
      close(CloseReason.policy("sustained abuse of the message rate"));
      return false;
    }
    if (isHeartbeat(message) || message.isLeave()) {
      return true;
    }
    reply(message.address(), "error", Replies.rateLimited(quota.waitMillis(now)));
    return false;
  }

  private static boolean isHeartbeat(Envelope message) {
    return message.topic().equals(TRANSPORT_TOPIC) && message.event().equals(HEARTBEAT);
  }

  private void receive(Envelope message) {
    if (message.topic().equals(TRANSPORT_TOPIC)) {
      boolean isHeartbeat = message.event().equals(HEARTBEAT);
      reply(
          message.withoutChannel(),
          isHeartbeat ? "ok" : "error",
          isHeartbeat ? Replies.EMPTY : TopicSlot.UNMATCHED);
      if (isHeartbeat) {
        slots.values().forEach(TopicSlot::alive);
      }
      return;
    }
    TopicSlot slot = slots.get(message.topic());
    if (slot == null && !message.isJoin()) {
      answerNotJoined(message);
    } else if (slot == null) {
      joinFirst(message);
    } else if (hasRoom(slot, message)) {
      slot.receive(message);
    } else if (message.isLeave()) {
      close(CloseReason.policy("too many messages wait for a channel"));
    } else {
      reply(message.address(), "error", TOO_MANY_WAITING);
    }
  }

  private boolean hasRoom(TopicSlot slot, Envelope message) {
    PhoenixSettings settings = endpoint.settings();
    return slot.waiting() == 0
        || (slot.waiting() < settings.maxWaiting()
            && waitingBytes + message.sizeBytes() <= settings.maxWaitingBytes());
  }

  private void joinFirst(Envelope message) {
    String topic = message.topic();
    if (!isTopic(topic) || apis.stream().noneMatch(api -> api.knows(topic))) {
      reply(message.withoutChannel(), "error", TopicSlot.UNMATCHED);
      return;
    }
    if (slots.size() >= endpoint.settings().maxChannels()) {
      reply(message.address(), "error", TOO_MANY_CHANNELS);
      return;
    }
    hearOwn();
    TopicSlot slot = new TopicSlot(this, topic);
    slots.put(topic, slot);
    slot.receive(message);
  }

  /** Nothing else can be a topic of the hub. */
  private static boolean isTopic(String topic) {
    return !topic.isEmpty() && topic.length() <= MAX_TOPIC_CHARS && topic.indexOf('*') < 0;
  }

  PendingJoin<?> joinOf(TopicSlot slot, Envelope message) {
    for (Assigned<?> api : apis) {
      PendingJoin<?> join = api.join(slot, message);
      if (join != null) {
        return join;
      }
    }
    throw new IllegalStateException("a slot for a topic without a route");
  }

  /** Leaving what is not joined is fine; anything else is an error. */
  void answerNotJoined(Envelope message) {
    if (message.isLeave()) {
      reply(message.address(), "ok", Replies.EMPTY);
    } else {
      reply(message.withoutChannel(), "error", TopicSlot.UNMATCHED);
    }
  }

  void forgetIdle(TopicSlot slot) {
    if (slot.isIdle()) {
      slots.remove(slot.topic(), slot);
    }
  }

  /** Notes how many bytes more, or less, wait for channels. */
  void waits(int bytes) {
    waitingBytes += bytes;
  }

  void reply(Address address, String status, Payload response) {
    send(serializer.reply(address, status, response));
  }

  /**
   * Sends a frame to this client. From another thread it goes through the shard's queue, in line
   * with what that thread publishes. Any thread.
   */
  void send(Frame frame) {
    if (inLoop() && told.get() == 0) {
      outbox().offer(frame);
      return;
    }
    Topic topic = ownTopic;
    if (topic == null) {
      throw new IllegalStateException("nobody but channels sends from another thread");
    }
    told.incrementAndGet();
    byte[] bytes = frame.payload();
    Payload payload = Payload.copyOf(bytes, 0, bytes.length);
    shard().tell(Publication.of(topic, frame.isBinary() ? BINARY : TEXT, payload, 0));
  }

  /** Begins to hear what {@link #send} puts into the queue. */
  private void hearOwn() {
    if (own == null) {
      Topic topic = Topic.of(OWN_SPACE, Long.toString(id()));
      ownTopic = topic;
      own =
          shard()
              .subscribe(
                  outbox(), TopicPattern.exactly(topic), Subscription.Options.all(this::passed));
    }
  }

  /** A frame has come through the queue. */
  private Frame passed(Event event) {
    told.decrementAndGet();
    byte[] bytes = Texts.bytes(event.publication().data());
    return event.publication().event().equals(BINARY)
        ? Frame.binary(bytes)
        : Frame.text(bytes, 0, bytes.length);
  }

  /** Runs {@code task} now when this is the loop, else on the loop. */
  void inTurn(Runnable task) {
    if (!inLoop()) {
      onLoop(task);
    } else if (!gone) {
      task.run();
    }
  }

  void bug(String what, String pattern, Throwable bug) {
    endpoint.bug(what, pattern, bug);
  }

  void unanswered(String what, String pattern) {
    endpoint.unanswered(what, pattern);
  }

  long nanoTime() {
    return endpoint.ports().nanoTime().getAsLong();
  }

  /** Whether what an API was given then should have been answered by now. */
  boolean isTooLong(long sinceNanos) {
    return nanoTime() - sinceNanos >= endpoint.settings().answerTimeout().toNanos();
  }

  boolean isGone() {
    return gone;
  }

  Serializer serializer() {
    return serializer;
  }

  @Override
  public Encoder encoder() {
    return serializer;
  }

  @Override
  public Shard shard() {
    return endpoint.ports().hub().shard(link().loop());
  }

  @Override
  public boolean isDrained() {
    if (link().backlogBytes() > 0) {
      link().flush();
    }
    return link().backlogBytes() == 0;
  }

  @Override
  public String remoteAddress() {
    return link().remoteAddress();
  }

  @Override
  public boolean inLoop() {
    return link().loop().inLoop();
  }

  @Override
  public int channels() {
    return (int) slots.values().stream().filter(TopicSlot::isJoined).count();
  }

  @Override
  protected void onOverQuota(long retryAfterMillis) {
    throw new IllegalStateException("the superclass has no quota");
  }

  @Override
  public void onTick(long nowMillis) {
    apis.forEach(api -> tick(api, nowMillis));
    if (!slots.isEmpty()) {
      List.copyOf(slots.values()).forEach(slot -> slot.tick(nowMillis));
    }
  }

  @Override
  public long nextTickMillis() {
    long next = Long.MAX_VALUE;
    for (Assigned<?> api : apis) {
      next = Math.min(next, nextTickOf(api));
    }
    for (TopicSlot slot : slots.values()) {
      next = Math.min(next, slot.nextTickMillis());
    }
    return next;
  }

  private static <A> long nextTickOf(Assigned<A> api) {
    return api.channels().sockets().nextTickMillis(api.assigns());
  }

  private <A> void tick(Assigned<A> api, long nowMillis) {
    api.channels().sockets().onTick(api.assigns(), this, nowMillis);
  }

  @Override
  protected void onEnd(CloseReason reason) {
    gone = true;
    List<TopicSlot> open = List.copyOf(slots.values());
    slots.clear();
    open.forEach(slot -> slot.disconnect(new Ending.Disconnected(reason)));
    if (own != null) {
      shard().unsubscribe(own);
    }
    apis.forEach(api -> end(api, reason));
  }

  private <A> void end(Assigned<A> api, CloseReason reason) {
    api.channels().sockets().onEnd(api.assigns(), this, reason);
  }
}
