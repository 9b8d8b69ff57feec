package dev.carillon.protocol.phoenix.longpoll;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session that polls, from the side of the wire: keeps its frames until the next poll. Confined
 * to its loop but for {@link #poll}, {@link #close} and what its lock guards.
 */
final class LongPollLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(LongPollLink.class);

  private final Loop loop;
  private final String remoteAddress;
  private final LongSupplier nanoTime;
  private final Function<Link, Session> maker;
  private final Deque<Consumer<Session>> inbound = new ArrayDeque<>(2);
  private @Nullable Session session;
  private boolean paused;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> waiting = new ArrayList<>();
  private long waitingBytes;
  private int polls;
  private int pollsInProgress;
  private long lastPollNanos;
  private @Nullable CloseReason closed;

  /**
   * @param maker makes the session
   */
  LongPollLink(
      Loop loop, String remoteAddress, LongSupplier nanoTime, Function<Link, Session> maker) {
    this.loop = loop;
    this.remoteAddress = remoteAddress;
    this.nanoTime = nanoTime;
    this.lastPollNanos = nanoTime.getAsLong();
    this.maker = maker;
  }

  /** Opens the session. */
  void open() {
    Session made = maker.apply(this);
    session = made;
    guarded(Session::receiveOpen);
  }

  /**
   * What was sent since the last poll; waits for something. Any thread; when another poll comes,
   * this one ends: its client has given it up.
   *
   * @return empty when nothing came; null when the session has ended and has no last words
   */
  @Nullable List<String> poll(long waitNanos) {
    List<String> taken;
    lock.lock();
    try {
      taken = awaitFrames(waitNanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lock.unlock();
    }
    if (taken != null && !taken.isEmpty()) {
      loop.execute(this::writable);
    }
    return taken;
  }

  private @Nullable List<String> awaitFrames(long waitNanos) throws InterruptedException {
    int number = ++polls;
    changed.signalAll();
    pollsInProgress++;
    try {
      long left = waitNanos;
      while (waiting.isEmpty() && closed == null && number == polls && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (number != polls) {
        return List.of();
      }
      if (waiting.isEmpty()) {
        return closed == null ? List.of() : null;
      }
      List<String> taken = List.copyOf(waiting);
      waiting.clear();
      waitingBytes = 0;
      return taken;
    } finally {
      pollsInProgress--;
      lastPollNanos = nanoTime.getAsLong();
    }
  }

  /** Whether nobody has polled for {@code limitNanos}. Any thread. */
  boolean isAbandoned(long nowNanos, long limitNanos) {
    lock.lock();
    try {
      return pollsInProgress == 0 && nowNanos - lastPollNanos >= limitNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Hands a message to the session, now or when it takes messages again. */
  void receive(Consumer<Session> message) {
    inbound.add(message);
    deliver();
  }

  /** Tells the session that this is the end; once, on the loop. */
  void end(CloseReason reason) {
    close(reason);
    inbound.clear();
    guarded(open -> {
      session = null;
      open.receiveEnd(reason);
    });
  }

  void tick(long nowMillis) {
    if (!isClosed()) {
      guarded(open -> open.onTick(nowMillis));
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean deflates() {
    return false;
  }

  @Override
  public long backlogBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(Frame frame) {
    if (frame.isBinary()) {
      LOG.debug("long poll: a binary frame has no form here and is left out");
      return;
    }
    lock.lock();
    try {
      if (closed == null) {
        waiting.add(frame.payloadText());
        waitingBytes += frame.sizeBytes();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(SharedFrames frames) {
    ((LongPollLoop.PolledFrames) frames).frames().forEach(this::write);
  }

  @Override
  public void writeAndFlush(SharedFrames frames) {
    write(frames);
  }

  @Override
  public void flush() {
    // What was written can be polled already.
  }

  @Override
  public void flushSoon() {
    // As flush.
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    loop.execute(this::deliver);
  }

  @Override
  public void close(CloseReason reason) {
    lock.lock();
    try {
      if (closed != null) {
        return;
      }
      closed = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    loop.execute(() -> end(reason));
  }

  private void deliver() {
    while (!paused && !isClosed() && !inbound.isEmpty()) {
      guarded(inbound.remove());
    }
  }

  private void writable() {
    if (!isClosed()) {
      guarded(Session::receiveWritable);
    }
  }

  /** Calls the session while there is one. One that fails ends; the others do not notice. */
  private void guarded(Consumer<Session> call) {
    Session open = session;
    if (open == null) {
      return;
    }
    try {
      call.accept(open);
    } catch (RuntimeException bug) {
      LOG.error("long poll: session {} failed", open.id(), bug);
      close(CloseReason.internalError(Long.toString(open.id())));
    }
  }
}
