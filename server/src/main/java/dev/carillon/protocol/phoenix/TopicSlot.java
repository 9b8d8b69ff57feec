package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.JsonException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One topic of one socket, from its first join to the end of its last: what Phoenix has a process
 * and its mailbox for. Confined to the socket's loop.
 *
 * <p>Messages are handled one at a time in their order. While a join or a push is in hand the
 * others wait here, so that a slow one delays its own topic and nothing else. Only a join of a
 * topic that is joined does not wait: the client has given up what came before.
 */
final class TopicSlot {
  static final Payload JOIN_CRASHED = Replies.reason("join crashed");
  static final Payload UNMATCHED = Replies.reason("unmatched topic");
  static final Payload TIMEOUT = Replies.reason("timeout");
  private static final Payload INTERNAL = Replies.reason("internal");
  private static final String CLOSE = "phx_close";

  private final PhoenixSession session;
  private final String topic;
  private final Deque<Envelope> waiting = new ArrayDeque<>(2);

  /** The join or push that is not answered yet. */
  private @Nullable InHand inHand;

  private long inHandSinceNanos;

  /** What the push in hand does when those before it are answered. */
  private @Nullable Runnable afterOthers;

  private @Nullable LiveChannel live;
  private boolean running;

  /** What an API has been given to answer. */
  sealed interface InHand permits PendingJoin, ReceivedPush {

    /** Answers instead of the API, if it has not; what the API says later is not heard. */
    void timeOut();
  }

  TopicSlot(PhoenixSession session, String topic) {
    this.session = session;
    this.topic = topic;
  }

  PhoenixSession session() {
    return session;
  }

  boolean isJoined() {
    return live != null;
  }

  boolean isIdle() {
    return live == null && inHand == null && waiting.isEmpty();
  }

  String topic() {
    return topic;
  }

  int waiting() {
    return waiting.size();
  }

  /** Takes a message; handles it now or when it is its turn. */
  void receive(Envelope message) {
    if (message.isJoin() && live != null) {
      giveUpWaiting();
      inHand = null;
      afterOthers = null;
    }
    waiting.add(message);
    session.waits(message.sizeBytes());
    run();
  }

  /** Goes on after a push. */
  void done(ReceivedPush push) {
    if (push.equals(inHand)) {
      inHand = null;
      afterOthers = null;
      run();
    } else if (live != null) {
      live.answered(push);
      runAfterOthers(live);
      run();
    }
  }

  /** Goes on while the push is not answered yet. */
  void overlap(ReceivedPush push) {
    if (live != null && push.equals(inHand) && live.overlaps(push)) {
      inHand = null;
      run();
    }
  }

  void afterOthers(ReceivedPush push, Runnable task) {
    if (live != null && push.equals(inHand)) {
      afterOthers = task;
      runAfterOthers(live);
    }
  }

  private void runAfterOthers(LiveChannel channel) {
    Runnable task = afterOthers;
    if (task != null && !channel.isAwaited() && inHand instanceof ReceivedPush push) {
      afterOthers = null;
      guarded(channel, push, task);
    }
  }

  void accept(PendingJoin<?> join, Payload response, Join.Opening opening) {
    if (!join.equals(inHand)) {
      return;
    }
    LiveChannel opened = new LiveChannel(this, join);
    Address address = join.message().address();
    Frame reply = session.serializer().reply(address, "ok", response);
    try {
      opened.open(opening, reply);
      live = opened;
    } catch (RuntimeException bug) {
      session.bug("opening a channel", join.pattern(), bug);
      session.reply(address, "error", JOIN_CRASHED);
    }
    inHand = null;
    run();
  }

  void refuse(PendingJoin<?> join, Payload response) {
    if (join.equals(inHand)) {
      session.reply(join.message().address(), "error", response);
      inHand = null;
      run();
    }
  }

  /** The channel ends itself; {@code last} is what the client hears of it. */
  void end(LiveChannel channel, Ending ending, String lastEvent, Payload last) {
    if (channel.equals(live)) {
      session.send(session.serializer().message(channel.lifecycle(), lastEvent, last));
      live = null;
      channel.end(ending);
      // What it had in hand may still be answered; nothing waits for that any more.
      if (inHand instanceof ReceivedPush) {
        inHand = null;
        afterOthers = null;
      }
      run();
    }
  }

  /** The client has shown that it lives. */
  void alive() {
    if (live != null) {
      live.alive();
    }
  }

  /** The socket is gone. */
  void disconnect(Ending ending) {
    waiting.clear();
    inHand = null;
    afterOthers = null;
    LiveChannel channel = live;
    live = null;
    if (channel != null) {
      channel.end(ending);
    }
  }

  void tick(long nowMillis) {
    InHand late = inHand;
    if (late != null && session.isTooLong(inHandSinceNanos)) {
      late.timeOut();
    }
    if (live != null) {
      live.tick(nowMillis);
    }
  }

  /** Before when it needs no tick. What is in hand may soon make one necessary. */
  long nextTickMillis() {
    if (inHand != null) {
      return 0;
    }
    return live == null ? Long.MAX_VALUE : live.nextTickMillis();
  }

  private void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      while (inHand == null && !waiting.isEmpty() && !isLeaveEarly() && !session.isGone()) {
        Envelope message = waiting.remove();
        session.waits(-message.sizeBytes());
        handle(message);
      }
    } finally {
      running = false;
    }
    session.forgetIdle(this);
  }

  /** Whether the next message is a leave, and pushes before it are not answered. */
  private boolean isLeaveEarly() {
    Envelope next = waiting.peek();
    return next != null
        && next.isLeave()
        && live != null
        && live.isAwaited()
        && !live.isStale(next);
  }

  private void handle(Envelope message) {
    LiveChannel channel = live;
    if (message.isJoin()) {
      join(message);
    } else if (channel == null) {
      session.answerNotJoined(message);
    } else if (!channel.isStale(message)) {
      if (message.isLeave()) {
        leave(channel, message);
      } else {
        push(channel, message);
      }
    }
  }

  private void join(Envelope message) {
    LiveChannel replaced = live;
    if (replaced != null) {
      live = null;
      // Clients that can't tell the two joins apart would take it for the end of the new one.
      if (!Objects.equals(replaced.joinRef(), message.address().joinRef())) {
        session.send(session.serializer().message(replaced.lifecycle(), CLOSE, Replies.EMPTY));
      }
      replaced.end(new Ending.Replaced());
    }
    PendingJoin<?> join = session.joinOf(this, message);
    take(join);
    join.begin();
  }

  private void leave(LiveChannel channel, Envelope message) {
    session.reply(channel.replyTo(message), "ok", Replies.EMPTY);
    end(channel, new Ending.Left(), CLOSE, Replies.EMPTY);
  }

  private void push(LiveChannel channel, Envelope message) {
    ReceivedPush push =
        new ReceivedPush(this, message, channel.replyTo(message), channel.pattern());
    take(push);
    guarded(channel, push, () -> channel.take(push));
  }

  private void guarded(LiveChannel channel, Push push, Runnable handling) {
    try {
      handling.run();
    } catch (JsonException problem) {
      push.error(Replies.invalid(problem));
    } catch (RuntimeException bug) {
      session.bug("a push to a channel", channel.pattern(), bug);
      push.error(INTERNAL);
    }
  }

  private void take(InHand one) {
    inHand = one;
    inHandSinceNanos = session.nanoTime();
  }

  private void giveUpWaiting() {
    for (Envelope message = waiting.poll(); message != null; message = waiting.poll()) {
      session.waits(-message.sizeBytes());
      session.answerNotJoined(message);
    }
  }
}
