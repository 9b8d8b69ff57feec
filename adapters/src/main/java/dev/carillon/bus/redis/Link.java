package dev.carillon.bus.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one master, and which tags lie there. A thread of its own connects, subscribes, tries
 * whether it hears itself, and begins anew whenever anything is wrong.
 */
final class Link {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  /** Whose link it is. Called on any thread; must not block. */
  interface Owner {
    /** The channels to hear where some tags are. */
    Set<String> channels(BitSet tags);

    /** Sends a message that the same wire hears. */
    void probe(Wire wire, BitSet tags, long nonce);

    /** The wire is there and subscribed. */
    void up(Link link, Wire wire);

    /** From now on messages come; those before may be missing. */
    void opened();

    /** What was asked for by {@link #refresh} is subscribed. */
    void refreshed();

    void heard(Envelope envelope);

    /** A message that is not understood. */
    void unknown();

    void down();
  }

  /** What all links of a node share. */
  record Shared(Wire.Means means, RedisTimes times, String self, Owner owner) {}

  private final Shared shared;
  private final RedisURI uri;
  private final BitSet tags;
  private final boolean sharded;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Thread thread;
  private @Nullable Life life;
  private boolean closed;
  private boolean wasUp;
  private volatile @Nullable Wire wire;
  private volatile @Nullable Wire sayable;

  /**
   * @param tags not empty, not to be changed
   * @param sharded whether channels belong to slots
   */
  Link(Shared shared, RedisURI uri, BitSet tags, boolean sharded) {
    this.shared = shared;
    this.uri = uri;
    this.tags = tags;
    this.sharded = sharded;
    this.thread = Thread.ofVirtual().name("redis-" + name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean has(int tag) {
    return tags.get(tag);
  }

  boolean isTo(RedisURI other, BitSet otherTags, boolean otherSharded) {
    return uri.getHost().equals(other.getHost())
        && uri.getPort() == other.getPort()
        && tags.equals(otherTags)
        && sharded == otherSharded;
  }

  /** The wire when it is there and subscribed. */
  @Nullable Wire wire() {
    return wire;
  }

  /** The wire when notes may be sent. */
  @Nullable Wire sayable() {
    return sayable;
  }

  /** Notes may be sent from now on, as long as this wire lives. */
  void allow(Wire one) {
    lock.lock();
    try {
      if (wire == one) {
        sayable = one;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether notes may be sent and come in. */
  boolean isOpen() {
    lock.lock();
    try {
      return sayable != null && life != null && life.isOpen();
    } finally {
      lock.unlock();
    }
  }

  /** How long the last probe took. */
  Duration lag() {
    lock.lock();
    try {
      return life == null ? Duration.ZERO : life.lag();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all that is to be heard of its tags for an interest in partitions is subscribed. */
  boolean hears(Names names, long mask) {
    lock.lock();
    try {
      return life != null && life.hears(names.channels(tags, mask));
    } finally {
      lock.unlock();
    }
  }

  /** Subscribes what is wanted now and was not before, and the other way round. */
  void refresh() {
    lock.lock();
    try {
      if (life != null) {
        life.refresh();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives a wire up: another one is made. */
  void breakDown(Wire one, String why) {
    lock.lock();
    try {
      if (wire == one && life != null) {
        life.breakDown(why);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends it. Does not wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
      if (life != null) {
        life.breakDown("closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until its wire is closed, but not longer than so. Blocks; after {@link #close}. */
  void awaitEnd(Duration limit) throws InterruptedException {
    boolean _ = thread.join(limit);
  }

  private void run() {
    String failure = "";
    try {
      while (!isClosed()) {
        try {
          live();
        } catch (RuntimeException e) {
          String why = Failures.text(e);
          if (!isClosed() && (wasUp || !why.equals(failure))) {
            log.warn("no way to Redis at {}: {}", name(), why);
          }
          failure = why;
          wasUp = false;
        }
        pause();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One wire, from its making to its end. */
  private void live() throws InterruptedException {
    Life now = new Life(shared, tags);
    Wire made = Wire.connected(shared.means(), uri, sharded, now);
    try {
      put(now);
      if (!made.isOpen()) {
        throw new RedisException("disconnected");
      }
      now.begin(made);
      log.info("connected to Redis at {}", name());
      wasUp = true;
      wire = made;
      shared.owner().up(this, made);
      now.refresh();
      now.serve(made);
    } finally {
      put(null);
      made.close();
      shared.owner().down();
      awaitClosed(made.closed());
    }
  }

  private void awaitClosed(Future<?> closed) {
    try {
      Wire.answer(closed, shared.means().patience());
    } catch (RedisException e) {
      log.debug("the connections to Redis at {} do not end", name(), e);
    }
  }

  private void put(@Nullable Life now) {
    lock.lock();
    try {
      life = now;
      if (now == null) {
        wire = null;
        sayable = null;
      } else if (closed) {
        now.breakDown("closed");
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    long nanos = shared.times().retry().toNanos();
    lock.lock();
    try {
      while (!closed && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private String name() {
    return uri.getHost() + ':' + uri.getPort();
  }
}
