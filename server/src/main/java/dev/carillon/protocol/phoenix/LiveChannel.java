package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A channel that has joined, and its way to the client. */
final class LiveChannel implements ChannelSocket {
  private static final String ERROR = "phx_error";
  private static final String END = "the end of a channel";

  /** So many pushes make commits large enough; more would only wait in another place. */
  private static final int MAX_OVERLAPPING = 64;

  private final TopicSlot slot;
  private final PhoenixSession session;
  private final Address join;
  private final String pattern;
  private final Topic topic;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private final List<Consumer<Ending>> whenEnded = new ArrayList<>(1);
  private @Nullable Channel channel;

  /** What was pushed while it opens: it follows the reply to the join. */
  private @Nullable List<Frame> held;

  /** Pushes that later ones did not wait for, in their order; without those that are answered. */
  private final Deque<ReceivedPush> overlapping = new ArrayDeque<>(2);

  private volatile boolean ended;

  LiveChannel(TopicSlot slot, PendingJoin<?> join) {
    this.slot = slot;
    this.session = slot.session();
    this.join = join.message().address();
    this.pattern = join.pattern();
    this.topic = join.hubTopic();
  }

  /** Lets the API make the channel, then sends the reply and what was pushed meanwhile. */
  void open(Join.Opening opening, Frame reply) {
    List<Frame> pushed = new ArrayList<>();
    held = pushed;
    try {
      channel = opening.open(this);
    } catch (RuntimeException bug) {
      end(new Ending.Crashed());
      throw bug;
    }
    held = null;
    session.send(reply);
    pushed.forEach(session::send);
  }

  @Nullable Payload joinRef() {
    return join.joinRef();
  }

  String pattern() {
    return pattern;
  }

  /** Whether {@code message} belongs to an earlier join. */
  boolean isStale(Envelope message) {
    Payload theirs = message.address().joinRef();
    return theirs != null && !Objects.equals(theirs, join.joinRef());
  }

  Address replyTo(Envelope message) {
    return new Address(join.joinRef(), message.address().ref(), join.topic());
  }

  /** The address of the frames that end it. */
  Address lifecycle() {
    return new Address(join.joinRef(), join.joinRef(), join.topic());
  }

  void take(Push push) {
    if (channel != null) {
      channel.onPush(push);
    }
  }

  /** Later pushes need not wait for this one, unless too many are under way. */
  boolean overlaps(ReceivedPush push) {
    return overlapping.size() < MAX_OVERLAPPING && overlapping.add(push);
  }

  /** Notes that it is answered, if it was one that later ones did not wait for. */
  void answered(ReceivedPush push) {
    overlapping.remove(push);
  }

  boolean isAwaited() {
    return !overlapping.isEmpty();
  }

  void alive() {
    Channel open = channel;
    if (open != null) {
      guarded("a sign of life for a channel", open::onAlive);
    }
  }

  void tick(long nowMillis) {
    List.copyOf(overlapping).stream().filter(ReceivedPush::isLate).forEach(ReceivedPush::timeOut);
    if (channel == null || ended) {
      return;
    }
    try {
      channel.onTick(nowMillis);
    } catch (RuntimeException bug) {
      session.bug("a tick of a channel", pattern, bug);
      crash("internal");
    }
  }

  long nextTickMillis() {
    if (isAwaited()) {
      return 0;
    }
    return channel == null ? Long.MAX_VALUE : channel.nextTickMillis();
  }

  /** Ends it for the API; what the client hears is its slot's business. */
  void end(Ending ending) {
    ended = true;
    endSubscriptions();
    for (Consumer<Ending> action : whenEnded) {
      guarded(END, () -> action.accept(ending));
    }
    Channel over = channel;
    if (over != null) {
      guarded(END, () -> over.onEnd(ending));
    }
  }

  @Override
  public PhoenixSocket socket() {
    return session;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public boolean isJoined() {
    return !ended && !session.isGone();
  }

  @Override
  public void push(String event, Payload payload) {
    send(() -> session.serializer().message(pushes(), event, payload));
  }

  @Override
  public void pushBinary(String event, byte[] data) {
    send(() -> session.serializer().pushBinary(pushes(), event, data));
  }

  @Override
  public void push(Event missed) {
    send(() -> session.serializer().encode(missed));
  }

  @Override
  public Subscription.Options everything() {
    return Subscription.Options.all(session.encoder());
  }

  @Override
  public Subscription subscribe() {
    return subscribe(topic, everything());
  }

  @Override
  public Subscription subscribe(Topic other, Subscription.Options options) {
    requireJoined();
    return added(session.shard().subscribe(session.outbox(), TopicPattern.exactly(other), options));
  }

  @Override
  public Shard.Recovery recover(
      Topic from, Subscription.Options options, Offset since, long nowMillis) {
    requireJoined();
    Shard.Recovery recovery =
        session
            .shard()
            .recover(session.outbox(), TopicPattern.exactly(from), options, since, nowMillis);
    added(recovery.subscription());
    return recovery;
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    if (subscriptions.remove(subscription)) {
      end(subscription);
    }
  }

  @Override
  public void whenEnded(Consumer<Ending> action) {
    whenEnded.add(action);
  }

  @Override
  public void close() {
    finish(new Ending.Closed(), "phx_close", Replies.EMPTY);
  }

  @Override
  public void crash(String reason) {
    finish(new Ending.Crashed(), ERROR, Replies.reason(reason));
  }

  /** From another thread in line with what that thread publishes: nothing of the rest is heard. */
  private void finish(Ending ending, String event, Payload payload) {
    Runnable end = () -> slot.end(this, ending, event, payload);
    if (!session.inLoop()) {
      session.shard().run(end);
    } else if (held != null) {
      session.onLoop(end);
    } else {
      end.run();
    }
  }

  /** Where its own pushes go: a client that gave no reference to its join gets the join's ref. */
  private Address pushes() {
    return new Address(join.joinRef() == null ? join.ref() : join.joinRef(), null, join.topic());
  }

  private void send(Supplier<Frame> frame) {
    if (!isJoined()) {
      return;
    }
    List<Frame> opening = session.inLoop() ? held : null;
    if (opening == null) {
      session.send(frame.get());
    } else {
      opening.add(frame.get());
    }
  }

  private Subscription added(Subscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }

  private void requireJoined() {
    if (ended) {
      throw new IllegalStateException("the channel has ended");
    }
  }

  private void endSubscriptions() {
    subscriptions.forEach(this::end);
    subscriptions.clear();
  }

  private void end(Subscription subscription) {
    session.shard().unsubscribe(subscription);
    session.outbox().forget(subscription);
  }

  private void guarded(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException bug) {
      session.bug(what, pattern, bug);
    }
  }
}
